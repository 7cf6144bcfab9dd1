/* Show every word again. */
() => { window.__unveil?.(); window.__unveil = undefined; }
