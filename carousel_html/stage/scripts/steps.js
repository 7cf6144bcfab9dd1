/* Give every slide the --fit it had. */
(steps) => {
  document.querySelectorAll(".slide").forEach((slide, i) => slide.style.setProperty("--fit", steps[i]));
}
