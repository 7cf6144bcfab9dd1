/*
 * Say whether the machine itself has a font: a family, or with `local` one face by its full or PostScript name.
 *
 * A family that is there makes words as wide as in no other; one that is not leaves them as they were.
 */
async ({ name, local }) => {
  const quoted = JSON.stringify(name);
  if (local) return new FontFace("asked", `local(${quoted})`).load().then(() => true, () => false);
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  const width = (stack) => ((pen.font = `100px ${stack}`), pen.measureText("How much wood, 0123?").width);
  return ["monospace", "serif"].some((other) => width(`${quoted}, ${other}`) !== width(other));
}
