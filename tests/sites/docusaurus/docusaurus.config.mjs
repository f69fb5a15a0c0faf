export default {
  title: "Docs",
  url: "http://127.0.0.1",
  baseUrl: "/guide/",
  onBrokenLinks: "throw",
  scripts: [{ src: "/guide/sentry-general/embed.js", defer: true }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
};
