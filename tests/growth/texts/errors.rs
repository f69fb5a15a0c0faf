//! What errors are told in.

use super::{Text, around, many, nested};

pub(super) const TRACES: &[Text] = &[
    around("Python frames", "Traceback (most recent call last):\n", "  File \"app/a{i}.py\", line 3, in f\n    g()\n", "E: no\n"),
    around("the same Python frame", "Traceback (most recent call last):\n", "  File \"app/a.py\", line 3, in f\n    g()\n", "RecursionError: no\n"),
    many("Python errors", "Traceback (most recent call last):\n  File \"app/a{i}.py\", line 3, in f\n    g()\nE: no\n\n"),
    many("Python causes", "Traceback (most recent call last):\n  File \"app/a{i}.py\", line 3, in f\n    g()\nE: no\n\nDuring handling of the above exception, another exception occurred:\n\n"),
    around("JavaScript frames", "TypeError: no\n", "    at f{i} (src/a{i}.ts:1:2)\n", ""),
    around("files of one name", "TypeError: no\n", "    at f (d{i}/index.ts:1:2)\n", ""),
    around("minified frames", "TypeError: no\n", "    at a (https://acme.example/static/app.{w}.js:1:2{i})\n", ""),
    around("webpack", "TypeError: no\n", "    at f (webpack:///./src/a{i}.ts:1:2)\n", ""),
    around("Java frames", "a.E: no\n", "\tat com.acme.b{w}.C.d(C.java:3)\n", ""),
    around("Java causes", "a.E: no\n\tat com.acme.C.d(C.java:3)\n", "Caused by: a.E{i}: no\n\tat com.acme.b{w}.C.d(C.java:3)\n\t... 2 more\n", ""),
    around("Kotlin lambdas", "a.E: no\n", "\tat com.acme.B$c$1$2.invoke{i}(C.kt:3)\n", ""),
    around("Go frames", "panic: no\n\ngoroutine 1 [running]:\n", "acme.example/a.f{i}(0x1)\n\t/src/a{i}.go:3 +0x1\n", ""),
    many("goroutines", "goroutine {i} [running]:\nacme.example/a.f(0x1)\n\t/src/a.go:3 +0x1\n\n"),
    around("Ruby frames", "", "app/a{i}.rb:3:in `f'\n", ""),
    around("PHP frames", "PHP Fatal error: no in /src/a.php:3\nStack trace:\n", "#{i} /src/a{i}.php(3): f()\n", "#9 {main}\n"),
    around("C# frames", "System.E: no\n", "   at A.B{w}.C() in /src/a{i}.cs:line 3\n", ""),
    around("Rust frames", "thread 'main' panicked at src/a.rs:3:4:\nno\nstack backtrace:\n", "  {i}: a::b{w}\n             at ./src/a{i}.rs:3:4\n", ""),
    around("native frames", "", "#{i} 0x0000 in f{i} (a.so+0x1) a{i}.c:3\n", ""),
    around("Apple frames", "Thread 0 Crashed:\n", "{i}   App   0x0001 0x1 + 12 (a{i}.swift:3)\n", ""),
    many("log lines", "2026-01-01 12:00:00 ERROR [a{i}] no\n"),
    many("log lines of JSON", "{\"level\": \"error\", \"stack\": \"E: no\\n    at f (src/a{i}.ts:1:2)\"}\n"),
    many("in containers", "web-1  | Traceback (most recent call last):\nweb-1  |   File \"a{i}.py\", line 3, in f\nweb-1  | E: no\n"),
    around("a message of lines", "TypeError: no\n", "and {w}\n", "    at f (a.ts:1:2)\n"),
    around("a long message", "TypeError: ", "and {w} ", "\n    at f (a.ts:1:2)\n"),
    around("a long function", "TypeError: no\n    at ", "a.b", " (a.ts:1:2)\n"),
    around("a long generic", "a.E: no\n\tat a.B", "<a", ".c(C.java:1)\n"),
    nested("C++ templates", "#0 0x1 in a", "<b", "", ">", "() a.cc:3\n"),
    nested("parentheses", "#0 0x1 in a", "(b", "", ")", " a.cc:3\n"),
    around("escaped lines", "\"E: no", "\\n    at f (src/a{i}.ts:1:2)", "\"\n"),
    around("events as JSON", "[", "{\"exception\": {\"values\": [{\"type\": \"E\", \"stacktrace\": {\"frames\": [{\"filename\": \"a{i}.py\"}]}}]}},", "{}]"),
    around("frames as JSON", "{\"exception\": {\"values\": [{\"type\": \"E\", \"stacktrace\": {\"frames\": [", "{\"filename\": \"a{i}.py\", \"in_app\": true},", "{}]}}]}}"),
];

pub(super) const ERRORS: &[Text] = &[
    around("a table", "title,culprit,count()\n", "E{i}: no,src/a{i}.py in f,12\n", ""),
    around("the same row", "title,culprit,count()\n", "E: no,src/a.py in f,12\n", ""),
    around("columns", "title,count()", ",c{i}", "\nE,1\n"),
    around("fields in quotes", "title,culprit,count()\n", "\"E\"\"{i}\nno\",\"src/a.py\",12\n", ""),
    around("an open quote", "title,culprit,count()\n\"", "E{i},1\n", ""),
    around("issues", "[", "{\"id\": \"{i}\", \"title\": \"E{i}\", \"culprit\": \"src/a{i}.py in f\", \"count\": \"3\", \"metadata\": {\"filename\": \"a{i}.py\"}},", "{}]"),
    around("events", "[", "{\"event_id\": \"{i}\", \"exception\": {\"values\": [{\"type\": \"E{i}\", \"stacktrace\": {\"frames\": [{\"filename\": \"src/a{i}.py\", \"in_app\": true}]}}]}},", "{}]"),
    around("the same event", "[", "{\"exception\": {\"values\": [{\"type\": \"E\", \"stacktrace\": {\"frames\": [{\"filename\": \"src/a.py\", \"in_app\": true}]}}]}},", "{}]"),
    around("wrong ones", "[", "{\"x{i}\": 1},", "3]"),
    many("stack traces", "TypeError: no {w}\n    at f (src/a{i}.ts:1:2)\n\n"),
];

pub(super) const EVENTS: &[Text] = &[
    around("frames", "{\"platform\": \"python\", \"exception\": {\"values\": [{\"type\": \"E\", \"stacktrace\": {\"frames\": [", "{\"filename\": \"src/a{i}.py\", \"module\": \"a.b{i}\", \"in_app\": true},", "{}]}}]}}"),
    around("frames of one name", "{\"platform\": \"python\", \"exception\": {\"values\": [{\"type\": \"E\", \"stacktrace\": {\"frames\": [", "{\"filename\": \"index.py\", \"abs_path\": \"/srv/d{i}/index.py\", \"in_app\": true},", "{}]}}]}}"),
    around("exceptions", "{\"exception\": {\"values\": [", "{\"type\": \"E{i}\", \"stacktrace\": {\"frames\": [{\"filename\": \"a{i}.py\"}]}},", "{}]}}"),
    around("threads", "{\"threads\": {\"values\": [", "{\"id\": {i}, \"stacktrace\": {\"frames\": [{\"filename\": \"a{i}.py\"}]}},", "{}]}}"),
    around("tags", "{\"tags\": [", "[\"t{i}\", \"x\"],", "[\"a\", \"b\"]]}"),
    around("tags by name", "{\"tags\": {", "\"t{i}\": \"x\",", "\"a\": \"b\"}}"),
    around("a long file", "{\"exception\": {\"values\": [{\"stacktrace\": {\"frames\": [{\"filename\": \"", "a/", "\", \"in_app\": true}]}}]}}"),
    around("Java frames", "{\"platform\": \"java\", \"exception\": {\"values\": [{\"type\": \"E\", \"stacktrace\": {\"frames\": [", "{\"module\": \"com.acme.b{w}.C\", \"filename\": \"C.java\", \"in_app\": true},", "{}]}}]}}"),
    around("packages", "{\"platform\": \"native\", \"exception\": {\"values\": [{\"type\": \"E\", \"stacktrace\": {\"frames\": [", "{\"package\": \"/usr/lib/a{i}.so\", \"filename\": \"a{i}.c\"},", "{}]}}]}}"),
];

pub(super) const STATS: &[Text] = &[
    around("projects", "project_id,project_slug,accepted_errors\n", "{i},p{i},3000\n", ""),
    around("the same project", "project_id,project_slug,accepted_errors\n", "1,web,3000\n", ""),
    around("unknown projects", "project_id,project_slug,accepted_errors\n", "{i},gone{i},x\n", ""),
    around("JSON", "{\"groups\": [", "{\"by\": {\"project\": {i}, \"outcome\": \"accepted\"}, \"totals\": {\"sum(quantity)\": 3}},", "{}]}"),
    around("JSON by project", "{\"projects\": [", "{\"slug\": \"p{i}\", \"stats\": [{\"category\": \"error\", \"outcomes\": {\"accepted\": 3}, \"totals\": {}}]},", "{}]}"),
    around("columns", "project", ",c{i}", "\nweb,1\n"),
];
