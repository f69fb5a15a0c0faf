import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

export default defineConfig({
  site: "http://127.0.0.1",
  base: "/guide/",
  // Its service for pictures is a native program, whose installation would have to run scripts.
  image: { service: { entrypoint: "astro/assets/services/noop" } },
  integrations: [
    starlight({
      title: "Docs",
      pagefind: false,
      head: [{ tag: "script", attrs: { defer: true, src: "/guide/sentry-general/embed.js" } }],
    }),
  ],
});
