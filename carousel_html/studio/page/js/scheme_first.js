/* Set the colour scheme somebody chose before anything is painted. Loaded alone, ahead of the modules. */
(() => {
  try {
    const chosen = localStorage.getItem("studio.scheme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
  } catch {
    /* Storage is forbidden: the system's scheme it is. */
  }
})();
