export default {
  title: "Docs",
  base: "/guide/",
  head: [["script", { defer: "", src: "/guide/sentry-general/embed.js" }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "sentry-general" } } },
};
