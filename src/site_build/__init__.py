"""How the site is made: steps, pages, browser runtime, checks of the output, local server.

Modules that `./x` imports before .venv exists (cli, steps, bootstrap, node, browser, paths,
server) use the standard library only. All others run inside .venv.
"""
