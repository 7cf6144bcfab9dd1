/*
 * Wait for fonts and images, CSS backgrounds too. No frame has to be drawn for it; images are decoded when one is. What is
 * returned are the addresses that could not be loaded.
 */
const failed = new Set();
const addresses = new Set();
for (const element of elements) {
  for (const pseudo of [null, "::before", "::after"]) {
    const style = getComputedStyle(element, pseudo);
    if (pseudo && style.content === "none") continue;
    for (const property of ["backgroundImage", "maskImage", "borderImageSource", "content", "listStyleImage"]) {
      if (!style[property].includes("url(")) continue;
      for (const found of style[property].matchAll(/url\("([^"\\]*(?:\\.[^"\\]*)*)"\)/g)) {
        if (!found[1].startsWith("#") && !found[1].includes("/#")) addresses.add(found[1]);
      }
    }
  }
}
const shown = images.concat([...addresses].map((address) => Object.assign(new Image(), { src: address })));
/* `decode()` waits for a frame that is drawn, and no event or timer comes while page scripts are off. */
while (shown.some((image) => !image.complete)) await new Blob(["."]).arrayBuffer();
for (const image of shown) {
  if (image.naturalWidth || image.naturalHeight) continue;
  await image.decode().catch(() => failed.add(image.currentSrc || image.src));
}
/* `document.fonts.ready` waits for one more layout, which nobody may ask for; a layout may ask for more faces. */
const coming = () => (void document.body.offsetHeight, [...document.fonts].filter((face) => face.status === "loading"));
const settled = async () => {
  for (let faces = coming(); faces.length; faces = coming()) await Promise.allSettled(faces.map((face) => face.loaded));
};
await settled();
/* Chromium may leave a first line in the face it had before its own came; a face that comes and goes mends it. */
const passing = new FontFace("passing", "url(data:,)");
document.fonts.add(passing);
document.fonts.delete(passing);
await settled();
for (const face of document.fonts) if (face.status === "error") failed.add(`font ${face.family}`);
return [...failed];
