//! The texts that are read in tests, with what is expected of each.
//!
//! A file per language in `vectors`, and one of our own texts in `samples`: one JSON
//! object a line with `id`, `text` and `exceptions`; frames oldest first. Keys that
//! are absent are not compared.

/// Hands all files to a macro, under the name of what their texts are.
macro_rules! fixtures {
    ($each:ident) => {
        $each! {
            android: "vectors/native" "samples/android";
            apple: "vectors/swift" "vectors/objc" "samples/apple";
            bash: "samples/bash";
            c_and_cpp: "vectors/c" "vectors/cpp" "samples/cpp";
            crystal: "samples/crystal";
            dart: "vectors/dart" "samples/dart";
            elixir: "vectors/elixir" "samples/elixir";
            erlang: "vectors/erlang" "samples/erlang";
            go: "vectors/go" "samples/go";
            godot: "samples/godot";
            haskell: "samples/haskell";
            dotnet: "vectors/csharp" "samples/csharp";
            jvm: "vectors/java" "vectors/kotlin" "vectors/scala" "vectors/clojure" "samples/java";
            javascript: "vectors/javascript" "samples/javascript";
            julia: "samples/julia";
            lua: "vectors/lua" "samples/lua";
            nim: "samples/nim";
            ocaml: "samples/ocaml";
            perl: "vectors/perl" "samples/perl";
            php: "vectors/php" "samples/php";
            powershell: "samples/powershell";
            python: "vectors/python" "samples/python";
            r: "samples/r";
            ruby: "vectors/ruby" "samples/ruby";
            rust: "vectors/rust" "samples/rust";
            text_of_error_trackers: "samples/tracker";
            zig: "samples/zig";
            several_traces_in_one_text: "vectors/mixed";
            what_is_put_around_traces: "samples/around";
            text_without_a_trace: "vectors/none" "samples/none";
        }
    };
}

pub(crate) use fixtures;
