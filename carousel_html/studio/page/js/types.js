/**
 * The shapes of what the server says, for editors and readers. Holds no code.
 *
 * @typedef {{src: string, url: string, alt: string, focus?: [number, number] | null}} Picture
 * @typedef {{name: string, handle: string, avatar: string | null}} Author
 * @typedef {{
 *   id: string, index: number, name: string, layout: string, theme: string | null, variant: Record<string, string>,
 *   title: string | null, text: string, quote: string | null, items: string[] | null, number: string | null, own: {layout: boolean, title: boolean, text: boolean, images: boolean}, post: string | null, posts: string[], images: Picture[],
 *   alt: string | null, is_outro: boolean, is_implied: boolean, reason?: string | null,
 * }} Slide
 * @typedef {{
 *   id: string, author: Author, date: string | null, text: string, html: string, images: Picture[],
 *   links: (string | {label: string, url: string})[], on_slides: string[],
 * }} Post
 * @typedef {{label: string, action: {name: string}}} Remedy
 * @typedef {{slide: string, kind: string, text: string, limit?: string, measure?: string, hint?: string, remedy: Remedy | null}} Finding
 * @typedef {{what: string, where?: string, line?: number, hint?: string}} Problem
 * @typedef {{
 *   run: string, revision: number, title: string, file: string, author: Author, language: string, canvas: string[],
 *   layout: string, theme: string, typography: Record<string, any>, pattern: Record<string, any>,
 *   brand: Record<string, any>, brand_file: string | null, outro: Record<string, any> | false,
 *   slides: Slide[], posts: Post[], findings: Record<string, Finding[]>,
 *   coverage: Record<string, string[]>, posts_version: string, problem: Problem | null,
 *   brand_contrast: {ok: boolean, said: string}[], save_problem: Problem | null, file_problem: Problem | null, brand_problem: Problem | null,
 *   undo: string | null, redo: string | null, saved: boolean,
 *   conflict: {file: string, changed_at: number} | null, template_error: Problem | null,
 *   shown?: {preview: Preview, document: {key: string, hash: string, html: string} | null},
 * }} State
 * @typedef {{key: string, slide: string, part: [number, number] | null, layout: string, theme: string, url: string | null, hash: string}} Plate
 * @typedef {{canvas: string, revision: number, width: number, height: number, safe: number[], notes: string[], problem: Problem | null, slides: Plate[]}} Preview
 * @typedef {{canvas: string, platform: string | null, slides: number, compared: number, faithful: number, worst: number | null, findings: number}} Outcome
 * @typedef {{
 *   id: string, started: string, names: string[], state: string, stage: string, done: number, total: number, error: Problem | null,
 *   summary: Outcome[], files: {path: string, kind: string, url: string}[], zip: string | null,
 * }} Export
 * @typedef {{name: string, label: string, width: number, height: number, safe: [number, number, number, number]}} Canvas
 * @typedef {{name: string, label: string, description?: string, variants?: Record<string, string[]>, wears?: Record<string, Record<string, string>>}} Entry
 * @typedef {{canvases: Canvas[], layouts: Entry[], themes: Entry[], typographies: Entry[], patterns: Entry[], platforms: Entry[]}} Catalogue
 */
export {};
