// Draw the simple slide with takumi. Arguments: how often, where the picture goes, font files.

import { readFile, writeFile } from "node:fs/promises";
import { Renderer } from "@takumi-rs/core";
import { height, lines, styles, timed, title, width } from "./simple.mjs";

const [times, out, ...files] = process.argv.slice(2);
const renderer = new Renderer();
for (const file of files) await renderer.registerFont(await readFile(file));

const text = (words, style) => ({ type: "text", text: words, style });
const card = [text(title, styles.title), ...lines.map((line) => text(line, styles.line))];
const slide = {
  type: "container",
  style: styles.slide,
  children: [{ type: "container", style: styles.card, children: card }],
};

const { taken, picture } = await timed(Number(times), () => renderer.render(slide, { width, height, format: "png" }));
await writeFile(out, picture);
console.log(JSON.stringify(taken));
