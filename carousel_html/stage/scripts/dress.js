/* Show every element again. */
() => { window.__dress?.(); window.__dress = undefined; }
