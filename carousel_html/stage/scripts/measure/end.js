/* Back to how it was, once the places of what is generated are read, too; and what was found. */
probe.remove();
const restore = () => moved.forEach((element, i) => {
  if (saved[i] === null) element.removeAttribute("style");
  else element.setAttribute("style", saved[i]);
});

const isWaiting = moved.length > 0 && result.some((nodes) => nodes.some((node) => "generated" in node));
if (!isWaiting) restore();

window.__measured = { elements, replaced, textNodes, owners, lineColor, changes, restore };
return { slides: result, faces, isWaiting };
