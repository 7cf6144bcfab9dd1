/**
 * Labelled fields: text, slider, switch, colour, segments. Each shows a value and reports a new one;
 * none knows where the value lives.
 *
 * Every maker returns `{element, update(value)}`. `update` never writes over what somebody is typing.
 */

import { h, icon, say } from "./dom.js";

const PAUSE = 500; // ms after the last key before a text is sent
let count = 0;
const fresh = (name) => `${name}-${(count += 1)}`;

/**
 * A field whose words belong to a thing that may change under it (the chosen slide) is told which with `update`:
 * what was typed goes to the `owner` it was typed for, whatever is chosen when it is sent.
 * @param {{label: string, on: (value: string, joins: boolean, owner: string, refused: (why: {message: string, hint?: string}) => void) => void, rows?: number, placeholder?: string, note?: string, type?: string, length?: number, whole?: boolean}} options `whole`: half a value is wrong, so it is sent when the field is left
 */
export function textField({ label, on, rows = 0, placeholder = "", note = "", type = "text", length, whole = false }) {
  const id = fresh("text");
  const input = h(rows ? "textarea" : "input", {
    id, class: "input", placeholder, rows: rows || null, type: rows ? null : type, maxlength: length ? String(length) : null,
    dir: type === "url" ? "ltr" : "auto", spellcheck: "true", autocomplete: "off", "aria-describedby": note ? `${id}-note` : `${id}-wrong`,
  });
  const wrong = h("p", { class: "field__wrong", id: `${id}-wrong`, role: "alert", hidden: true });
  let timer = 0;
  let sent = "";
  let owner = "";
  let known = ""; // the value there is, whatever is written in the field
  let begun = false; // what is typed without leaving the field is one step of undo
  const send = () => {
    removeEventListener("pagehide", send);
    clearTimeout(timer);
    timer = 0;
    if (input.value === sent) return;
    on((sent = input.value), begun, owner, refuse);
    begun = true;
  };
  const isUnsent = () => whole && document.activeElement === input && input.value !== sent;
  /** Say under the field why its words were not taken. They stay, to be mended. @param {{message: string, hint?: string} | null} why */
  const refuse = (why) => {
    wrong.hidden = !why;
    say(wrong, why ? [why.message, why.hint].filter(Boolean).join(" ") : "");
    if (why) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  input.addEventListener("focus", () => (begun = false));
  input.addEventListener("input", () => {
    refuse(null);
    clearTimeout(timer);
    addEventListener("pagehide", send); // what was typed last is not lost with the page
    if (!whole) timer = window.setTimeout(send, PAUSE);
  });
  input.addEventListener("change", send);
  const element = h(
    "div", { class: "field" },
    h("label", { class: "field__label", for: id }, label), input,
    note && h("p", { class: "field__note", id: `${id}-note` }, note), wrong,
  );
  return {
    element, input,
    /** @param {any} value @param {string} [hint] what stands there when nothing is written @param {string} [whose] */
    update(value, hint, whose = "") {
      if (hint !== undefined) input.placeholder = hint;
      if (whose !== owner) {
        send();
        refuse(null);
        owner = whose;
        input.blur(); // who goes on typing would write into another thing
      }
      const same = (value ?? "") === known;
      known = value ?? "";
      if (timer || isUnsent() || (same && !wrong.hidden)) return;
      refuse(null);
      sent = known;
      if (input.value !== sent) input.value = sent;
    },
  };
}

/**
 * @param {{label: string, min: number, max: number, step: number, on: (value: number, joins: boolean) => any, live?: (value: number) => void, show?: (value: number) => string, rest: number, percent?: boolean}} options
 */
export function slider({ label, min, max, step, on, live, rest, percent = false }) {
  const id = fresh("slider");
  const factor = percent ? 100 : 1;
  const range = h("input", { type: "range", id, min: String(min), max: String(max), step: String(step) });
  const number = h("input", {
    class: "input", type: "number", "aria-label": `${label}${percent ? ", in per cent" : ""}`,
    min: String(min * factor), max: String(max * factor), step: String(step * factor), inputmode: "decimal",
  });
  const round = (value) => Math.round(value * 1000) / 1000;
  const show = (value) => {
    if (document.activeElement !== number) number.value = String(round(value * factor));
    range.value = String(value);
    range.setAttribute("aria-valuetext", percent ? `${round(value * 100)} %` : `${round(value)}`);
  };
  range.addEventListener("input", () => (show(Number(range.value)), live?.(Number(range.value))));
  let begun = false; // steps by key, without leaving the slider, are one step of undo
  for (const begins of ["focus", "pointerdown"]) range.addEventListener(begins, () => (begun = false));
  let asked = 0; // wishes on their way: until the last is answered, an older answer moves nothing
  let known = rest;
  range.addEventListener("change", async () => {
    asked += 1;
    const answered = on(Number(range.value), begun);
    begun = true;
    await answered;
    asked -= 1;
    if (!asked) show(known);
  });
  number.addEventListener("change", () => {
    // An empty field, or no number at all, is no wish: it shows the value that there is.
    const value = number.value.trim() && Number.isFinite(Number(number.value)) ? Math.min(max, Math.max(min, Number(number.value) / factor)) : Number(range.value);
    number.value = String(round(value * factor));
    if (round(value) === round(Number(range.value))) return;
    on(round(value), false);
  });
  return {
    element: h(
      "div", { class: "field" },
      h("label", { class: "field__label", for: id }, label),
      h("div", { class: "slider" }, range, h("span", { class: "slider__number" }, number, percent && h("span", { "aria-hidden": "true" }, "%"))),
    ),
    /** @param {any} value */
    update(value) {
      known = value ?? rest;
      if (!asked) show(known);
    },
  };
}

/**
 * @param {{label: string, note?: string, on: (value: boolean) => void}} options
 */
export function toggle({ label, note, on }) {
  const id = fresh("switch");
  const box = h("input", { type: "checkbox", role: "switch", id, class: "switch__box", on: { change: () => on(box.checked) } });
  return {
    element: h("label", { class: "switch", for: id }, h("span", { class: "switch__text" }, label, note && h("span", { class: "field__note" }, ` ${note}`)), box),
    input: box,
    /** @param {any} value */
    update: (value) => (box.checked = Boolean(value)),
  };
}

/**
 * One of a few, side by side. Arrows choose, as in any group of radio buttons.
 * @param {{label: string, options: {value: any, label: string, icon?: string, bare?: boolean}[], on: (value: any) => void, hideLabel?: boolean}} settings
 */
export function segments({ label, options, on, hideLabel = false }) {
  const id = fresh("segments");
  const buttons = options.map((option) =>
    h(
      "button",
      { type: "button", role: "radio", class: "segments__one", "aria-label": option.bare ? option.label : null, title: option.bare ? option.label : null, on: { click: () => on(option.value) } },
      option.icon && icon(option.icon), !option.bare && option.label,
    ),
  );
  const group = h("div", { class: "segments", role: "radiogroup", "aria-labelledby": id }, ...buttons);
  group.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (buttons.indexOf(/** @type {any} */ (document.activeElement)) + step + buttons.length) % buttons.length;
    buttons[next].focus();
    on(options[next].value);
  });
  return {
    element: h("div", { class: "field" }, h("span", { id, class: hideLabel ? "unseen" : "field__label" }, label), group),
    /** @param {any} value */
    update(value) {
      const chosen = Math.max(0, options.findIndex((option) => option.value === value));
      buttons.forEach((button, place) => {
        button.setAttribute("aria-checked", String(place === chosen));
        button.tabIndex = place === chosen ? 0 : -1;
      });
    },
  };
}

/**
 * A colour or none: a swatch, the value as text, and a way back to the theme's own.
 * @param {{label: string, on: (value: string | null) => void, live?: (value: string) => void}} options
 */
export function colorField({ label, on, live }) {
  const id = fresh("color");
  const swatch = h("input", { type: "color", class: "swatch", "aria-label": `${label}, pick` });
  const input = h("input", { id, class: "input", placeholder: "the theme’s own", spellcheck: "false", autocomplete: "off" });
  const clear = h("button", { type: "button", class: "button button--icon button--quiet", "aria-label": `${label}: the theme’s own`, title: "The theme’s own", on: { click: () => on(null) } }, icon("close"));
  const notes = h("div", { class: "field__notes" });
  swatch.addEventListener("input", () => ((input.value = swatch.value), live?.(swatch.value)));
  swatch.addEventListener("change", () => on(swatch.value));
  input.addEventListener("change", () => on(input.value.trim() || null));
  return {
    element: h("div", { class: "field" }, h("label", { class: "field__label", for: id }, label), h("div", { class: "color" }, swatch, input, clear), notes),
    notes,
    /** @param {string | null} value */
    update(value) {
      if (document.activeElement !== input) input.value = value ?? "";
      swatch.value = hexOf(value ?? "");
      clear.hidden = !value;
      swatch.toggleAttribute("data-empty", !value);
    },
  };
}

/** A colour as the browser's picker takes it: `red`, `#f00` and `rgb()` say the same there. @param {string} color */
function hexOf(color) {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.fillStyle = color;
  return /^#/.test(pen.fillStyle) ? pen.fillStyle : "#000000";
}
