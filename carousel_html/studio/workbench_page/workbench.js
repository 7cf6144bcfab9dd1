/*
 * Show a view, fit it with the stage's own scripts, and show it anew when a file is saved.
 *
 * A new document loads unseen and takes the old one's place when it is laid out, so nothing flashes. When the
 * templates have a mistake, the last good view stays and the mistake stands above it.
 */
import { STEPS, audit, fit } from "/workbench/page/stage.js";

const GAP = 20;
const LABEL = 22;
const KINDS = ["layout", "theme", "typography", "pattern", "canvas"];
const find = (selector) => document.querySelector(selector);
const sheet = find(".sheet");
const problem = find(".problem");
const status = find(".bar__state");

/* What is looked at stands in the address, so that reloading and sharing keep it. */
const chosen = new URLSearchParams(location.search);
const state = { frame: null, view: null, version: null, run: 0 };

async function asked(address) {
  const answer = await fetch(address);
  const body = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(body.error.what), body.error);
  return body;
}

function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

async function fillChoices() {
  const there = await asked("/workbench/catalogue");
  for (const kind of KINDS) {
    const select = find(`select[name="${kind}"]`);
    const names = there[kind].map((each) => option(each.name, each.own ? `${each.name} (yours)` : each.name));
    const free = { layout: "all", theme: "its own", typography: "the theme's", pattern: "the theme's" }[kind];
    select.replaceChildren(...(free ? [option("", free)] : []), ...names);
    select.value = chosen.get(kind) ?? (kind === "canvas" ? "instagram-portrait" : "");
  }
  find('[name="size"]').value = chosen.get("size") ?? 300;
  const show = chosen.get("show") ?? "layouts";
  find(`[name="show"][value="${show}"]`).checked = true;
}

function readChoices() {
  chosen.set("show", find('[name="show"]:checked').value);
  for (const input of document.querySelectorAll(".bar select, .bar [name='size']")) {
    input.value ? chosen.set(input.name, input.value) : chosen.delete(input.name);
  }
  history.replaceState(null, "", `?${chosen}`);
}

function query() {
  const wanted = new URLSearchParams(chosen);
  wanted.delete("size");
  if (wanted.get("show") === "themes") wanted.delete("theme");
  return wanted;
}

function tell(error) {
  problem.hidden = !error;
  sheet.toggleAttribute("data-old", Boolean(error));
  if (!error) return;
  find(".problem__what").textContent = error.what;
  find(".problem__where").textContent = error.where ?? "";
  find(".problem__hint").textContent = error.hint ?? "";
}

/* Load a document in a frame that is not seen yet; resolves when its fonts and pictures are there. */
async function loaded(view) {
  const frame = document.createElement("iframe");
  frame.title = "Slides";
  frame.style.visibility = "hidden";
  frame.style.width = `${view.width}px`;
  frame.style.height = `${view.height * view.slides.length}px`;
  const there = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  frame.src = `/workbench/views/${view.name}/?version=${view.version}-${state.run}`;
  sheet.append(frame);
  await there;
  const inside = frame.contentDocument;
  await Promise.race([inside.fonts.ready, new Promise((done) => setTimeout(done, 3000))]);
  return frame;
}

/* The stage's fit and audit, in this browser: what an export would do and say. */
function lookOver(frame, view) {
  const inside = frame.contentDocument;
  const styled = frame.contentWindow.getComputedStyle.bind(frame.contentWindow);
  const fits = fit(inside, styled)(STEPS);
  const floors = { body: view.floors[0], small: view.floors[1] };
  const { found } = audit(inside, styled)({ zones: [], floors, soft: 1.25, scale: 1 });
  return view.slides.map((_, index) => [
    ...(fits[index]?.over ? [`too long: "${fits[index].over.text}" (an export splits it)`] : []),
    ...found.filter((each) => each.slide === index + 1).map((each) => `${each.kind}: ${each.text}`),
  ]);
}

/* Put the slides side by side, each as wide as the slider says, with its name below. */
function arrange(frame, view, findings) {
  const width = Number(chosen.get("size") ?? 300);
  const scale = width / view.width;
  const step = { x: width + GAP, y: view.height * scale + LABEL + GAP };
  const columns = Math.max(1, Math.floor((sheet.clientWidth - GAP) / step.x));
  const style = frame.contentDocument.querySelector("#workbench") ?? document.createElement("style");
  style.id = "workbench";
  const place = "position: absolute !important; left: var(--left) !important; top: var(--top) !important";
  style.textContent = `@layer reset { body { position: relative } .slide { ${place} } }`;
  frame.contentDocument.head.append(style);
  frame.contentDocument.querySelectorAll(".slide").forEach((slide, index) => {
    slide.style.setProperty("--left", `${(GAP + (index % columns) * step.x) / scale}px`);
    slide.style.setProperty("--top", `${(GAP + Math.floor(index / columns) * step.y) / scale}px`);
  });
  const rows = Math.ceil(view.slides.length / columns);
  const size = { x: GAP + columns * step.x, y: GAP + rows * step.y };
  frame.style.width = `${size.x / scale}px`;
  frame.style.height = `${size.y / scale}px`;
  frame.style.transform = `scale(${scale})`;
  sheet.style.height = `${size.y}px`;
  sheet.querySelectorAll(".sheet__label").forEach((each) => each.remove());
  view.slides.forEach((slide, index) => sheet.append(label(slide, index, findings[index])));

  function label(slide, index, found) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "sheet__label";
    made.style.left = `${GAP + (index % columns) * step.x}px`;
    made.style.top = `${GAP + Math.floor(index / columns) * step.y + view.height * scale + 2}px`;
    made.style.width = `${width}px`;
    made.textContent = [`${slide.layout} · ${slide.theme}`, ...found].join(" · ");
    made.title = found.join("\n");
    made.toggleAttribute("data-found", found.length > 0);
    made.addEventListener("click", () => {
      find('[name="layout"]').value = slide.layout;
      find('[name="theme"]').value = slide.theme;
      find('[name="show"][value="layouts"]').checked = true;
      find('[name="size"]').value = Math.min(1080, sheet.clientWidth - 2 * GAP);
      readChoices();
      show();
    });
    return made;
  }
}

async function show() {
  const run = ++state.run;
  const began = performance.now();
  try {
    const view = await asked(`/workbench/view?${query()}`);
    state.version = view.version;
    tell(view.problem);
    if (!view.slides.length || (view.problem && state.view?.name === view.name)) return;
    const frame = await loaded(view);
    if (run !== state.run) {
      frame.remove();
      return;
    }
    const findings = lookOver(frame, view);
    const old = state.frame;
    Object.assign(state, { frame, view, findings });
    arrange(frame, view, findings);
    frame.style.visibility = "visible";
    old?.remove();
    sheet.dataset.version = view.version;
    status.textContent = `${view.slides.length} slides, ${Math.round(performance.now() - began)} ms`;
  } catch (error) {
    tell({ what: error.what ?? String(error), where: error.where, hint: error.hint });
  }
}

async function follow() {
  for (;;) {
    try {
      const { version } = await asked(`/workbench/changes?since=${state.version ?? ""}`);
      if (state.version !== null && version !== state.version) {
        state.version = version;
        await show();
      }
    } catch {
      status.textContent = "The workbench has ended.";
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
}

find(".bar").addEventListener("change", () => {
  readChoices();
  show();
});
find('[name="size"]').addEventListener("input", () => {
  readChoices();
  if (state.frame) arrange(state.frame, state.view, state.findings);
});
addEventListener("resize", () => state.frame && arrange(state.frame, state.view, state.findings));

await fillChoices();
readChoices();
await show();
follow();
