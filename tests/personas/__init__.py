"""People as they come to the wizard, and a walk that answers for them whatever is asked."""
