// The simple slide of inputs/simple.html as a tree of styles, for renderers that take no HTML.

export const width = 1080;
export const height = 1350;

export const styles = {
  slide: { display: "flex", flexDirection: "column", justifyContent: "center", boxSizing: "border-box", width, height, padding: 80,
    backgroundImage: "linear-gradient(160deg, #1d3a63, #0e1420)", color: "#e8edf6", fontFamily: "Inter" },
  card: { display: "flex", flexDirection: "column", padding: 64, border: "2px solid #3a4558", borderRadius: 28,
    backgroundColor: "#1d2431" },
  title: { fontWeight: 600, fontSize: 76, lineHeight: 1.1 },
  line: { marginTop: 28, fontSize: 42, lineHeight: 1.4 },
};

export const title = "What ten years of on-call taught me";
export const lines = [
  "Write the runbook while the incident is still warm.",
  "Page on symptoms, not on causes.",
  "Rollbacks should be boring.",
];

// Draw once to warm up, then so many times; return the milliseconds of each and the last picture.
export async function timed(times, draw) {
  await draw();
  const taken = [];
  let picture;
  for (let run = 0; run < times; run += 1) {
    const start = performance.now();
    picture = await draw();
    taken.push(performance.now() - start);
  }
  return { taken, picture };
}
