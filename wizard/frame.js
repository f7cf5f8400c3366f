// The questions in a frame of somebody else's page, such as that of a town. It then says where it really comes from,
// because the address bar does not; takes a colour and light or dark from its own address; and leads out of the frame
// in tabs of their own. Nothing is told to the page around it, not even a height.

const COLOUR = /^[0-9a-f]{6}$/i;
const SCHEMES = { light: "default", dark: "slate" };

/** Make the page fit for a frame, if it is in one. */
export function fitIntoFrame(mount) {
  if (self === top) return;
  document.documentElement.dataset.framed = "";
  const bar = mount.querySelector("[data-frame]");
  bar.querySelector("[data-frame-address]").textContent = location.host + location.pathname;
  bar.querySelector("a").href = location.pathname;
  bar.hidden = false;
  const asked = new URLSearchParams(location.search);
  const scheme = SCHEMES[asked.get("scheme")];
  const choose = () => (document.body.dataset.mdColorScheme = scheme);
  if (scheme) {
    choose();
    // The theme's script runs after this one and chooses what the device prefers.
    addEventListener("DOMContentLoaded", choose, { once: true });
  }
  const colour = asked.get("colour") ?? "";
  if (COLOUR.test(colour)) paint(colour);
  leadOut(mount);
}

/** Open the guides, and everything else that is not a screen, in tabs of their own: this one stays with the questions. */
export function leadOut(mount) {
  mount.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href]");
    if (!link || link.hasAttribute("data-leave") || link.getAttribute("href").startsWith("#")) return;
    link.target = "_blank";
    link.rel = "noopener";
  });
}

/** Buttons in a colour, with the writing on them black or white, whichever can be read better. */
function paint(colour) {
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const { style } = document.documentElement;
  style.setProperty("--af-town", `#${colour}`);
  style.setProperty("--af-on-town", (light + 0.05) ** 2 > 1.05 * 0.05 ? "#000" : "#fff");
  document.documentElement.dataset.coloured = "";
}
