/**
 * Talk to the server: JSON in, JSON out, and one kind of error. Knows addresses, not what is shown.
 */

/** @typedef {import("./types.js").State} State */

/** What the server refused, or that it could not be reached. Carries the three parts of a message. */
export class Refusal extends Error {
  /** @param {number} status @param {import("./types.js").Problem} problem @param {any} [body] */
  constructor(status, problem, body) {
    super(problem.what);
    this.status = status;
    this.where = problem.where ?? "";
    this.hint = problem.hint ?? "";
    this.body = body;
  }
}

/** A server that was started since knows this page's slides by other names, and its key no more. */
export const OTHER = { what: "The studio was started again.", hint: "Open the address that it prints now." };
const AWAY = { what: "The studio's server does not answer.", hint: "What you write stays here, and is sent when it answers again. Nothing that was saved is lost." };

const SMALL = 50_000; // letters a request may have to go on while its page is left

/**
 * @param {string} method @param {string} address @param {any} [body] JSON value or FormData
 * @returns {Promise<any>}
 */
async function send(method, address, body) {
  const form = body instanceof FormData;
  const text = body === undefined || form ? body : JSON.stringify(body);
  let response;
  try {
    response = await fetch(address, {
      method, keepalive: typeof text === "string" && text.length < SMALL,
      body: text,
      // The server wants the second header with whatever changes something: no foreign page can send it.
      headers: { ...(body === undefined || form ? {} : { "content-type": "application/json" }), ...(method === "GET" ? {} : { "x-carousel-studio": "1" }) },
    });
  } catch {
    throw new Refusal(0, AWAY);
  }
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer;
  const problem = answer?.error ?? { what: `The server refused this (${response.status}).`, hint: "Load the page again." };
  throw new Refusal(response.status, problem, answer);
}

/** @param {File} file @param {Record<string, string>} [more] */
const asForm = (file, more = {}) => {
  const form = new FormData();
  for (const [key, value] of Object.entries(more)) form.append(key, value);
  form.append("file", file);
  return form;
};

export const api = {
  /** @param {string} [have] the `posts_version` that is here already @returns {Promise<State>} */
  state: (have) => send("GET", have ? `/api/state?have=${have}` : "/api/state"),
  /** @returns {Promise<import("./types.js").Catalogue>} */
  catalogue: () => send("GET", "/api/catalogue"),
  /** @param {string} canvas @returns {Promise<import("./types.js").Preview>} */
  preview: (canvas) => send("GET", `/api/preview/${canvas}`),
  /** @param {string} kind @returns {Promise<Record<string, string>>} the addresses of those that are made */
  thumbnails: (kind) => send("GET", `/api/thumbnails/${kind}`),
  /** What is being looked at, so that its pictures are made first. @param {object} what */
  view: (what) => send("POST", "/api/view", what),
  /** @param {object} action @returns {Promise<State>} */
  act: (action) => send("POST", "/api/actions", action),
  /** @param {{text: string} | {address: string}} what with `pick`, the thread to take of several @returns {Promise<any>} a state, or `{choose}` */
  importWords: (what) => send("POST", "/api/import", what),
  /** @param {File} file @param {string} [pick] @returns {Promise<any>} a state, or `{choose}` */
  importFile: (file, pick) => send("POST", "/api/import", asForm(file, pick ? { pick } : {})),
  /** @param {File} file @returns {Promise<{src: string, url: string}>} */
  addImage: (file) => send("POST", "/api/images", asForm(file)),
  brands: () => send("GET", "/api/brands"),
  /** @param {string} name @param {boolean} [replace] the kit that has this name already */
  saveBrand: (name, replace = false) => send("POST", "/api/brands", { name, ...(replace && { replace }) }),
  /** @param {string} name */
  useBrand: (name) => send("POST", `/api/brands/${encodeURIComponent(name)}/use`, {}),
  /** @param {"logo" | "logo_dark" | "avatar" | "font"} part @param {File} file */
  brandFile: (part, file) => send("POST", `/api/brand/${part}`, asForm(file)),
  /** @param {"mine" | "disk"} keep @returns {Promise<State>} */
  settle: (keep) => send("POST", "/api/conflict", { keep }),
  exports: () => send("GET", "/api/exports"),
  /** @param {object} choice @returns {Promise<import("./types.js").Export>} */
  startExport: (choice) => send("POST", "/api/exports", choice),
  /** @param {string} id */
  cancelExport: (id) => send("DELETE", `/api/exports/${id}`),
};

export const addresses = {
  /** @param {string} canvas @param {string} key @param {string} hash what the slide looks like, so that a new look is loaded anew */
  document: (canvas, key, hash) => `/api/preview/${canvas}/document?slide=${encodeURIComponent(key)}&look=${hash}`,
  /** @param {string} url a picture's address @param {number} width px it is wanted in */
  picture: (url, width) => `${url}${url.includes("?") ? "&" : "?"}width=${width}`,
};
