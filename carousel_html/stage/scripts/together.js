/* Show every element again, as before isolate. */
() => { window.__together?.(); window.__together = undefined; }
