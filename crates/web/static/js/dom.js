// Small building blocks shared by the enhancements.

/** Makes an element with properties and children; text is never read as HTML. */
export function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function button(label, act, kind) {
  const made = make("button", { type: "button", className: kind || "btn btn-sm" }, label);
  made.addEventListener("click", act);
  return made;
}

/** Tells the form that a value was changed by a script, so that the draft is saved. */
export function touched(element) {
  element.dispatchEvent(new Event("input", { bubbles: true }));
}

export function clock(now) {
  return `${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")}`;
}
