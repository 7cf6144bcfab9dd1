// Draw the simple slide with satori and resvg. Arguments: how often, where the picture goes, font files.

import { readFile, writeFile } from "node:fs/promises";
import { Resvg } from "@resvg/resvg-js";
import satori from "satori";
import { height, lines, styles, timed, title, width } from "./simple.mjs";

const [times, out, ...files] = process.argv.slice(2);
const fonts = await Promise.all(files.map(async (file) => (
  { name: "Inter", weight: Number(file.match(/-(\d+)\.ttf$/)[1]), style: "normal", data: await readFile(file) }
)));

const box = (style, children) => ({ type: "div", props: { style, children } });
const card = [box(styles.title, title), ...lines.map((line) => box(styles.line, line))];
const slide = box(styles.slide, [box(styles.card, card)]);

const draw = async () => new Resvg(await satori(slide, { width, height, fonts }), { font: { loadSystemFonts: false } })
  .render().asPng();

const { taken, picture } = await timed(Number(times), draw);
await writeFile(out, picture);
console.log(JSON.stringify(taken));
