/*
 * Leave only some of the measured elements of a slide to be seen: their own paint, not their children's. What stands
 * before or after an element is asked for by its own name; `clear` also takes the ground of the page away.
 */
({ kept, hidden, clear }) => {
  const { elements, changes } = window.__measured;
  const { set, rule, back } = changes();
  let rules = "";
  for (const [some, value] of [[kept, "visible"], [hidden, "hidden"]]) {
    for (const [id, which] of some) {
      if (which) rules += `[data-measured="${id}"]${which} { visibility: ${value} !important; }\n`;
      else set(elements[id], "visibility", value);
    }
  }
  if (clear) for (const element of [document.documentElement, document.body]) set(element, "background", "none");
  if (rules) rule(rules, [...kept, ...hidden].map(([id]) => elements[id]));
  window.__together = back;
}
