// The questions that stand ready before Python does (made by `screens/prerender.py`): which one follows from the answers.
//
// They come in one small file. `lines` holds every line of their HTML once; a screen has its `name`, its `html`, its HTML
// for a form that was sent `empty`, both as numbers of lines, and `next`: by answer the number of the screen behind it.

const NOTHING = { lines: [], screens: [], others: [] };

export class Beginning {
  #table = NOTHING;

  /** `address` of the file, and its `integrity`. Without it everything waits for Python. */
  constructor(address, integrity) {
    const asked = fetch(address, { integrity }).then((response) => (response.ok ? response.json() : NOTHING));
    /** Resolves when it is there, or is known not to come. */
    this.loaded = asked.then(
      (table) => (this.#table = table),
      () => NOTHING,
    );
  }

  /** The HTML of a screen for the answers until now (forms by screen), or undefined. `empty`: its form was sent empty. */
  html(name, answers, empty = false) {
    const screen = this.#find(name, answers);
    return (empty ? screen?.empty : screen?.html)?.map((number) => this.#table.lines[number]).join("\n");
  }

  /** The name of the screen behind one, or undefined where Python must say it. */
  next(name, answers) {
    return this.#after(this.#find(name, answers), answers)?.name;
  }

  #find(name, answers) {
    const { screens, first, others } = this.#table;
    for (let screen = screens[first]; screen; screen = this.#after(screen, answers)) {
      if (screen.name === name) return screen;
    }
    return others.map((number) => screens[number]).find((screen) => screen.name === name);
  }

  #after(screen, answers) {
    return this.#table.screens[screen?.next?.[answerIn(answers.get(screen.name))]];
  }
}

/** An answer without typing: what was chosen, or the button that was pressed. Whatever else stands in the form is read by
    Python alone. */
function answerIn(form = {}) {
  const { answer, say, ...rest } = form;
  if (Object.values(rest).flat().some((text) => text.trim())) return undefined;
  return say ? `say ${say[0]}` : answer?.[0];
}

/** Was a form sent with nothing in it? */
export const isEmpty = (form) => Object.values(form).flat().every((text) => !text.trim());
