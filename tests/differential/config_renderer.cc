#include "tests/differential/config_renderer.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace flink_launcher {
namespace {

constexpr std::string_view kHarmlessYaml[] = {
    "# taskmanager.memory.process.size: 4g\n",
    "\n\n",
    "env.java.opts.all: -Dx=\"a b\" -XX:+UseG1GC\n",
    "parallelism.default: 1\n",
    "rest:\n  address: localhost\n  port: 8081\n",
    "io.tmp.dirs: [/tmp/a, /tmp/b]\n",
    "blob: {server: {port: 6124}}\n",
    "empty: {}\n",
    "empty.list: []\n",
    "text: |\n  taskmanager.memory.process.size: 1g\n  # no comment\n",
    "folded: >-\n  a\n  b\n",
    "multi: a\n  b\n   c\n",
    "anchor: &A 2g\nuse: *A\n",
    "anchors: &L [x, y]\nuse.list: *L\n",
    "\"quoted key\": x\n",
    "'1': one\n",
    "? complex\n: value\n",
    "yes: on\n",
    "date: 2020-01-01\n",
    "<<: merged\n",
    "null: x\n",
    "~: x\n",
    "url: http://host:80/#anchor\n",
    "tag: !!str 123\n",
    "int: !!int 5\n",
    "set: !!set {a, b}\n",
    "tab: a\tb\n",
    "tab: a\t\n",
    "tab: a\t# comment\n",
    "# tab\there\n",
    "tab\t: a\n",
    "tab: 'a\tb'\n",
    "tab: 'a\n\tb'\n",
    "tab: \"a\n  \tb\"\n",
    "tab: |\n  a\tb\t\n",
    "quotes: 'a''''b''''''c'\n",
    "quotes: 'a''''\n\n  b'' \n  c'\n",
    "indent:\n  deep: |\n   x\n",
    "indent:\n- a: >-\n   x\n- |\n x\n",
    "indent: |2\n    x\n",
    "indent: |\n\n\n",
    "indent: |\n x\n# y\n",
    "unicode: \"\\u00e4\\t\"\n",
    "päth: grüße\n",
    "a.b: 1\na:\n  c: 2\n",
    "list:\n- a\n- b: c\n",
    "list2:\n  - [a, {b: c}]\n  - - d\n",
    "big: 99999999999999999999999\n",
    "hex: 0xFFFFFFFFFF\n",
    "oct: 0o17\n",
    "float: 1e400\n",
    "env: ${HOME}\n",
    "env2: ${NOWHERE:?gone}\n",
    "colon: a:b\n",
    "quote: it's\n",
    "at: a@b\n",
    "empty.text: ''\n",
    "dash: -x\n",
    "long: \"a\\\n  b\"\n",
    "star: a*b\n",
    "crlf: x\r\n",
};
constexpr std::string_view kHarmfulYaml[] = {
    "key:\n",
    "key: ~\n",
    "key: NULL\n",
    "nested:\n  key: null\n",
    "1: x\n",
    "true: x\n",
    "1.5: x\n",
    "nested: {2: x}\n",
    "dup: a\ndup: a\n",
    "dup:\n  a: 1\n  a: 2\n",
    "taskmanager.memory.process.size: 1g\ntaskmanager.memory.process.size: 2g\n",
    "key:value\n",
    "a: b: c\n",
    "\tkey: x\n",
    "key:\tx\n",
    "key: 'x'\t\n",
    "key: \"x\"\t# y\n",
    "\t\n",
    "  \t\nkey: x\n",
    "key: [a,\tb]\n",
    "key: |\t\n  x\n",
    "key:\n-\tx\n",
    "key: &a\tx\n",
    "key: !!str\tx\n",
    "key:\n  a: |\n  x\n",
    "key:\n- a: |\n  x\n",
    "key:\n- |\nx\n",
    "key: |\nx\n",
    "key: x\n\ty\n",
    "key: x\n  \ty\n",
    "a:\n\tb: x\n",
    "bad: [a, b\n",
    "bad: {a: b\n",
    "bad: \"open\n",
    "bad: 'open\n",
    "bad: @x\n",
    "bad: `x\n",
    "bad: %x\n",
    "bad: *nowhere\n",
    "bad: !foo x\n",
    "bad: !!int abc\n",
    "bad: \"\\q\"\n",
    "bad: \x01\n",
    "bad: \xff\xfe\n",
    "? [a]\n: x\n",
    "? {a: b}\n: x\n",
    "---\nx: y\n---\nz: w\n",
    "- a\n- b\n",
    "just text\n",
    "a:\n  b: 1\n c: 2\n",
    "a: b\n  c: d\n",
    "...\nmore: x\n",
    "bad: [a, b]]\n",
    "bad: |x\n  a\n",
    "a: &A {b: *A}\n",
    "list: [a, ~]\n",
    "list: [{a: 1, a: 2}]\n",
};
constexpr std::string_view kYamlHeads[] = {
    "---\n",  "%YAML 1.2\n---\n", "%YAML 1.1\n---\n", "\xEF\xBB\xBF", "# comment\n",
    "--- \n", "%YAML 2.0\n---\n", "--- # x\n",        "\n\n"};
constexpr std::string_view kLegacyNoise[] = {
    "# taskmanager.memory.process.size: 4g",
    "",
    "   ",
    "key:value",
    "key:",
    "key: ",
    ": value",
    "no colon",
    "env.java.opts: -Dx=\"a b\"",
    "a: b: c",
    "- y: z",
    "rest:",
    "  port: 8081",
    "null: ~",
    "key:\tvalue",
    "taskmanager.memory.process.size:9g",
    "taskmanager.memory.process.size : ",
    "a: b#c",
    "\xC2\xA0x: y",
    "bad\xff: \xfe",
    "list: [a, b]",
    "[unclosed: yes",
    "\"quoted\": 'value'",
    "---",
};
constexpr std::string_view kIgnoredArguments[] = {"start",     "--host",
                                                  "localhost", "-x",
                                                  "--",        "--webui-port",
                                                  "8081",      "cluster",
                                                  "-Foo",      "--executionMode",
                                                  "x=y",       "--configDir=/nowhere",
                                                  "-d",        "a b"};

constexpr std::string_view kOddArguments[] = {"-D",     "-Dflag",      "-D=", "-D=x",
                                              "-Dk=",   "c",           "D",   "--D",
                                              "-D=a=b", "--configDir", "-c",  "-Dk=v=w"};

bool IsPlainSafe(std::string_view value) {
  if (value.empty() || value == "~" || value == "null" || value == "NULL") return false;
  if (value.front() == ' ' || value.back() == ' ' || value.front() == '-') return false;
  return std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
           c == '.' || c == '+' || c == '-' || c == '_' || c == ';' || c == '/';
  });
}

std::string Replaced(std::string_view text, char from, std::string_view to) {
  std::string replaced;
  for (const char c : text) {
    if (c == from) {
      replaced += to;
    } else {
      replaced += c;
    }
  }
  return replaced;
}

std::string SingleQuoted(std::string_view value) { return "'" + Replaced(value, '\'', "''") + "'"; }

std::string DoubleQuoted(std::string_view value) {
  std::string text = Replaced(value, '\\', "\\\\");
  text = Replaced(text, '"', "\\\"");
  return '"' + Replaced(text, '\t', "\\t") + '"';
}

struct YamlScalar {
  std::string text;
  bool fits_flow = true;
};

YamlScalar RenderScalar(Random& random, const Setting& setting) {
  const std::string& value = setting.value;
  if (setting.is_yaml) return {value, false};
  const std::uint64_t way = random.Below(100);
  if (IsPlainSafe(value)) {
    if (way < 60) return {value};
    if (way < 66) return {value + "  # comment: 'x'", false};
    if (way < 69) return {"!!str " + value};
    if (way < 70) return {"&anchor" + std::to_string(random.Below(1000)) + " " + value};
    if (way < 71) return {">-\n        " + value, false};
  }
  if (way < 3) return {value, false};  // as it stands, right or wrong
  return {way < 85 ? SingleQuoted(value) : DoubleQuoted(value)};
}

struct YamlEntry {
  std::string key;
  YamlScalar value;
};

void RenderMapping(Random& random, const std::vector<YamlEntry>& entries, std::size_t indent,
                   std::string& text);

void RenderFlowMapping(const std::vector<YamlEntry>& entries, std::string& text) {
  text += '{';
  for (const YamlEntry& entry : entries) {
    if (&entry != &entries.front()) text += ", ";
    text += entry.key + ": " + entry.value.text;
  }
  text += "}\n";
}

/// The mapping `name`, with `members` below it.
void RenderGroup(Random& random, const std::string& name, const std::vector<YamlEntry>& members,
                 std::size_t indent, std::string& text) {
  text += std::string(indent, ' ') + name + ":";
  const bool fits_flow = std::all_of(members.begin(), members.end(),
                                     [](const YamlEntry& each) { return each.value.fits_flow; });
  if (fits_flow && random.Chance(10)) {
    text += ' ';
    RenderFlowMapping(members, text);
    return;
  }
  text += '\n';
  RenderMapping(random, members, indent + 1 + random.Below(4), text);
}

void RenderMapping(Random& random, const std::vector<YamlEntry>& entries, std::size_t indent,
                   std::string& text) {
  const unsigned nested_percent = static_cast<unsigned>(random.Below(3) * 45);
  std::vector<bool> is_nested;
  is_nested.reserve(entries.size());
  for (const YamlEntry& entry : entries) {
    is_nested.push_back(entry.key.find('.') != std::string::npos && random.Chance(nested_percent));
  }
  std::vector<std::string> done;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!is_nested[i]) {
      text += std::string(indent, ' ') + entries[i].key + ": " + entries[i].value.text + "\n";
      continue;
    }
    const std::string group = entries[i].key.substr(0, entries[i].key.find('.'));
    if (std::find(done.begin(), done.end(), group) != done.end()) continue;
    done.push_back(group);
    std::vector<YamlEntry> members;
    for (std::size_t j = i; j < entries.size(); ++j) {
      if (is_nested[j] && entries[j].key.starts_with(group + ".")) {
        members.push_back({entries[j].key.substr(group.size() + 1), entries[j].value});
      }
    }
    RenderGroup(random, group, members, indent, text);
  }
}

std::string LegacyLine(Random& random, const Setting& setting) {
  std::string plain = setting.key + ": " + setting.value;
  switch (random.Below(40)) {
    case 0:
      return setting.key + ":" + setting.value;
    case 1:
      return setting.key + ": '" + setting.value + "'";
    case 2:
    case 3:
      return "  " + plain;
    case 4:
      return setting.key + " :  " + setting.value + "  ";
    case 5:
    case 6:
      return plain + " # comment: x";
    case 7:
      return setting.key + ":\t" + setting.value;
    default:
      return plain;
  }
}

void AddProperty(Random& random, const Setting& setting, std::vector<std::string>& arguments) {
  const std::string pair = setting.key + "=" + setting.value;
  const std::uint64_t way = random.Below(100);
  if (way < 65) {
    arguments.push_back("-D" + pair);
    return;
  }
  arguments.emplace_back("-D");
  arguments.push_back(way < 97 ? pair : '"' + pair + '"');
}

/// Arguments that stop, break or surprise Flink's command line parser.
void AddOddArgument(Random& random, std::vector<std::string>& arguments) {
  arguments.emplace_back(random.Pick(kOddArguments));
  if (random.Chance(40)) arguments.emplace_back(random.Chance(50) ? "k=v" : "word");
}

}  // namespace

std::string RenderStandardFile(Random& random, const std::vector<Setting>& settings) {
  std::vector<YamlEntry> entries;
  entries.reserve(settings.size());
  for (const Setting& setting : settings)
    entries.push_back({setting.key, RenderScalar(random, setting)});
  std::string text;
  RenderMapping(random, entries, 0, text);
  if (random.Chance(25)) text += random.Pick(kHarmlessYaml);
  if (random.Chance(10)) text = std::string(random.Pick(kHarmlessYaml)) + text;
  if (random.Chance(6)) text += random.Pick(kHarmfulYaml);
  if (random.Chance(8)) text = std::string(random.Pick(kYamlHeads)) + text;
  if (random.Chance(3)) text += "...\n";
  if (random.Chance(4)) text = Replaced(text, '\n', "\r\n");
  if (random.Chance(5) && text.ends_with('\n')) text.pop_back();
  return text;
}

std::string RenderLegacyFile(Random& random, const std::vector<Setting>& settings) {
  std::vector<std::string> lines;
  for (const Setting& setting : settings) {
    lines.push_back(LegacyLine(random, setting));
    if (random.Chance(8)) lines.emplace_back(random.Pick(kLegacyNoise));
  }
  if (random.Chance(40)) random.Shuffle(lines);
  const std::uint64_t way = random.Below(20);
  const std::string_view line_end = way < 17 ? "\n" : way < 19 ? "\r\n" : "\r";
  std::string text = random.Chance(2) ? "\xEF\xBB\xBF" : "";
  for (const std::string& line : lines) text += line + std::string(line_end);
  if (random.Chance(10) && text.ends_with('\n')) text.pop_back();
  return text;
}

std::vector<std::string> RenderArguments(Random& random, const std::vector<Setting>& settings) {
  std::vector<std::string> arguments;
  for (const Setting& setting : settings) {
    if (random.Chance(4)) arguments.emplace_back(random.Pick(kIgnoredArguments));
    AddProperty(random, setting, arguments);
    if (random.Chance(1)) AddOddArgument(random, arguments);
  }
  if (random.Chance(6)) arguments.emplace_back(random.Pick(kIgnoredArguments));
  if (random.Chance(2)) AddOddArgument(random, arguments);
  return arguments;
}

}  // namespace flink_launcher
