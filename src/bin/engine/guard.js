// What stands between callers and the engine's wasm, so that no failure is for good.
//
// No call should ever fail. If one does all the same (memory is used up, the stack is full, a
// fault of ours), wasm stops where it is, and what is left of the instance can't be trusted any
// more. So it is dropped, memory and all, and the next call gets a fresh one, made of the module
// that is compiled already. No call of the interface depends on an earlier one. Only the page's
// session does, and the page sends it all its texts again after a failure.

/**
 * @template Exports
 * @typedef {object} Instance what wasm-bindgen makes, as a function instead of a module
 * @property {(input: unknown) => Exports} initSync
 * @property {(input: unknown) => Promise<Exports>} init
 * @property {() => WebAssembly.Module} module the compiled module, once it is loaded
 * @property {Record<string, (...given: unknown[]) => unknown>} functions
 */

/**
 * @param {() => Instance<object>} fresh makes an instance that is not loaded yet
 */
export function guard(fresh) {
  let engine = fresh();
  let module;
  // Those of wasm; undefined before it is loaded and after it failed.
  let exports;

  const loaded = (now) => {
    module = engine.module();
    return (exports = now);
  };

  const revive = () => {
    engine = fresh();
    return loaded(engine.initSync({ module }));
  };

  return {
    initSync(input) {
      if (exports !== undefined) return exports;
      return module === undefined ? loaded(engine.initSync(input)) : revive();
    },

    async init(input) {
      if (exports !== undefined) return exports;
      if (module !== undefined) return revive();
      const now = await engine.init(input);
      // It may have been loaded by initSync meanwhile, and may even have failed since.
      return module === undefined ? loaded(now) : (exports ?? revive());
    },

    /** Calls one of the engine's functions. What it throws is an `Error`, always. */
    call(name, given) {
      if (exports === undefined) {
        if (module === undefined) throw new Error(`${name}: the engine is not loaded yet; call initSync, or await the default export`);
        try {
          revive();
        } catch (error) {
          throw new Error(`${name}: the engine failed and can't be started again (${told(error)})`, { cause: error });
        }
      }
      const running = engine;
      try {
        return running.functions[name](...given);
      } catch (error) {
        if (is_refusal(error)) throw error;
        // A getter of the caller may have called in turn, and that call failed before.
        if (engine === running) exports = undefined;
        throw new Error(
          `${name}: the engine failed (${told(error)}). The next call gets a fresh one; the same call would likely fail again.`,
          { cause: error },
        );
      }
    },
  };
}

/** What the engine throws when it refuses a request. Wasm itself throws other classes. */
function is_refusal(error) {
  return error instanceof Error && Object.getPrototypeOf(error) === Error.prototype;
}

function told(error) {
  return error instanceof Error ? error.message : String(error);
}
