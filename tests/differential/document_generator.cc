#include "tests/differential/document_generator.h"

#include <algorithm>

#include "resolver/utf8.h"

namespace flink_launcher {
namespace {

const std::vector<std::string> kKeys = {
    "taskmanager",
    "memory",
    "process.size",
    "a",
    "b",
    "c",
    "d",
    "jobmanager.rpc.address",
    "x y",
    "on",
    "yes",
    "<<",
    "=",
    "a.b",
    "env",
    "k-1",
    "\u00fc",
    "k_2",
    "A",
    "'q'",
    "\"dq\"",
    "'1'",
    "1",
    "true",
    "null",
    "~",
    "1.5",
    "? k",
    "!!str 5",
    "&k1 k",
    "*a1",
    "[x]",
    "{y: z}",
    "",
};

const std::vector<std::string> kScalars = {
    "1728m",
    "2g",
    "0",
    "1",
    "-1",
    "+5",
    "010",
    "0o17",
    "0x1F",
    "0xZZ",
    "0b1",
    "1_000",
    "017",
    "2147483647",
    "2147483648",
    "-2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "123456789012345678901234567890",
    "00000000001",
    "0o777777777777777777777777",
    "1.0",
    ".5",
    "1.",
    "1e3",
    "1E-5",
    "-.5e+10",
    "1e400",
    "1e-400",
    "4.9e-324",
    "0.1",
    "123456.789",
    "1e7",
    "9999999.999",
    "0.001",
    "0.0001",
    "100.0",
    "1e22",
    "1e23",
    "5e-324",
    "-0.0",
    ".inf",
    "-.inf",
    "+.inf",
    ".INF",
    ".nan",
    ".NaN",
    ".Nan",
    "inf",
    "NaN",
    "true",
    "True",
    "TRUE",
    "tRUE",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "null",
    "Null",
    "NULL",
    "nuLL",
    "~",
    "",
    "2020-01-01",
    "12:30:45",
    "a",
    "abc",
    "a b",
    "a  b",
    "a:b",
    "a#b",
    "a #b",
    "http://x:80/y",
    "${HOME}",
    "${A:-b}",
    "${A?b}",
    "${ A }",
    "${A b}",
    "-",
    "--",
    "---",
    "...",
    "-x",
    "?x",
    ":x",
    ":",
    "?",
    "a:",
    "a,b",
    "a]b",
    "a}b",
    "[",
    "]",
    "{",
    "}",
    ",",
    "@x",
    "`x",
    "%x",
    "!x",
    "!!str",
    "!!int 5",
    "!!int '7'",
    "!!float 1",
    "!!float '0x1p3'",
    "!!bool yes",
    "!!bool 'TRUE'",
    "!!null x",
    "!!binary aGk=",
    "!!binary a",
    "!!str 123",
    "! 12",
    "!<tag:yaml.org,2002:str> 1",
    "!!set {p, q}",
    "!!seq [1]",
    "!!map {r: s}",
    "!!omap []",
    "!!timestamp x",
    "!local x",
    "!e!x y",
    "&a1 v",
    "*a1",
    "*a2",
    "&a2",
    "\u00e4\u00f6",
    "\U0001F600",
    "\u0085",
    "\u2028x",
    "\u00a0",
    "x\u00a0",
    "\uFEFF",
    "'",
    "\"",
    "''",
    "'it''s'",
    "\"\\n\"",
    "\"\\x41\\u00e9\\U0001F600\"",
    "\"\\q\"",
    "\"\\ud83d\\ude00\"",
    "\"a\\\nb\"",
    "a\\nb",
    "\\",
    "|",
    ">",
    "<",
    "=",
    "<<",
    "key: value",
    "- a",
    "a\tb",
    "\ta",
    "a\t",
    "# c",
    "#",
    "'a' b",
    "\"a\" b",
    "'a':b",
    "\"a\":b",
    "[a]:b",
    "!",
    "!!",
    "&",
    "*",
    "&a b",
    "& a",
    "x: &a1 1",
};

const std::vector<std::string> kCommonScalars = {
    "1728m",
    "2g",
    "0",
    "1",
    "-1",
    "010",
    "0o17",
    "0x1F",
    "2147483648",
    "9223372036854775808",
    "1.0",
    ".5",
    "1e3",
    "1E-5",
    "0.1",
    "123456.789",
    "1e7",
    "0.0001",
    ".inf",
    ".nan",
    "true",
    "False",
    "yes",
    "nuLL",
    "2020-01-01",
    "abc",
    "a b",
    "a:b",
    "a#b",
    "http://x:80/y",
    "${HOME}",
    "-x",
    "a,b",
    "'it''s'",
    "\"\\n\"",
    "''",
    "'1'",
    "key=value",
    "\u00e4",
    "<<",
    "org.apache.flink.X",
    "-Xmx1g -Da=b",
    "[a, b]",
    "{x: 1}",
    "[]",
    "5 min",
    "s3://bucket/path",
    "a;b",
    "0.4",
    "100.5",
};

const std::vector<std::string> kDamage = {
    " ",      "  ",     "\t",          "\n",
    "\n ",    "\r",     "\r\n",        ":",
    ": ",     ":\n",    " #",          "#",
    "-",      "- ",     "? ",          "[",
    "]",      "{",      "}",           ",",
    ", ",     "&a1 ",   "*a1",         "!",
    "!!str ", "|",      ">",           "|-",
    ">+",     "|2",     "'",           "\"",
    "%",      "@",      "`",           "~",
    "a",      "1",      ".",           "\\",
    "...",    "---",    "\n---\n",     "\n...\n",
    "\x01",   "\xff",   "\u00e9",      "\u0085",
    "\u2028", "\uFEFF", "%YAML 1.1\n", "%TAG ! tag:x\n",
    "<<: ",   "\n\n",   "\n\t",
};

}  // namespace

std::size_t DocumentGenerator::Below(std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
}

std::string DocumentGenerator::Key() {
  constexpr std::size_t kCommonKeys = 17;  // the first of kKeys
  const std::string number = Chance(85) ? std::to_string(Below(300)) : "";
  return (Chance(95) ? kKeys[Below(kCommonKeys)] : Pick(kKeys)) + number;
}

std::string DocumentGenerator::PlainValue() {
  if (Chance(85)) return Pick(kCommonScalars);
  if (Chance(70)) return Pick(kScalars);
  std::string words = Pick(kScalars);
  for (std::size_t i = Below(3); i > 0; --i) words += " " + Pick(kScalars);
  return words;
}

std::string DocumentGenerator::Quoted() {
  const std::string body =
      Pick<std::string>({"", " ", "a", " a ", "1", "true", "null", "a: b", "# x", "${X}", "a\n  b",
                         "a\n\n  b", "a \n b", "\t", "\u00e9", "- x", "[a, b]", "a\\\\b"});
  const char quote = Chance(50) ? '\'' : '"';
  return quote + body + quote;
}

std::string DocumentGenerator::BlockScalar(int indent) {
  std::string text =
      Pick<std::string>({"|", ">", "|-", ">-", "|+", ">+", "|2", ">1-", "|+3", "| # c"});
  text += "\n";
  const std::string pad(static_cast<std::size_t>(indent) + 1 + Below(3), ' ');
  for (std::size_t i = Below(4); i > 0; --i) {
    text += Pick<std::string>({pad, pad + " ", "", pad + "\t"}) +
            Pick<std::string>({"line", "a: b", "# no comment", "", "  more", "x ", "- y"}) + "\n";
  }
  text.pop_back();
  return text;
}

std::string DocumentGenerator::Properties() {
  if (Chance(96)) return "";
  if (Chance(50)) return "&a" + std::to_string(++anchors_ % 3 + 1) + " ";
  return Pick<std::string>(
      {"!!str ", "!!map ", "!!seq ", "!!set ", "!!null ", "! ", "!x ", "!!int "});
}

std::string DocumentGenerator::FlowEntry(int depth) {
  if (Chance(20) && depth > 0) return Flow(depth - 1);
  if (Chance(15)) return Quoted();
  if (Chance(70)) {
    return Pick<std::string>({"a",
                              "b",
                              "1",
                              "2.5",
                              "true",
                              "x y",
                              "~",
                              "'q'",
                              "\"d\"",
                              "${E}",
                              "-1",
                              "a:b",
                              "http://h:1",
                              "",
                              "k: v",
                              "? k : v",
                              "\"j\":1",
                              "*a1",
                              "&a1 z",
                              "'x':y",
                              "a #c\n",
                              "multi\n line",
                              std::string("long text, ").append(90, 'x')});
  }
  return Properties() + PlainValue();
}

std::string DocumentGenerator::Flow(int depth) {
  const bool is_map = Chance(40);
  std::string text = Properties() + (is_map ? "{" : "[");
  const std::size_t count = Below(4);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += Pick<std::string>({", ", ",", " , ", ",\n  "});
    if (is_map) {
      text += Chance(85) ? Key() : FlowEntry(depth);
      text += Pick<std::string>({": ", ": ", ": ", ":", " : ", ""});
    }
    text += FlowEntry(depth);
  }
  if (Chance(5)) text += ",";
  return text + (is_map ? "}" : "]");
}

std::string DocumentGenerator::LineEnd() {
  if (Chance(92)) return "\n";
  return Pick<std::string>({" # comment\n", "\r\n", "  \n", "\n\n", "\n# comment\n", "\n   # c\n",
                            "#x\n", "\t\n", " \t# c\n", "\r"});
}

void DocumentGenerator::Value(std::string& out, int indent, int depth) {
  if (depth > 0 && Chance(30)) {
    out += (Chance(80) ? "" : Gap() + Properties()) + LineEnd();
    Mapping(out, indent + 1 + static_cast<int>(Below(3)), depth - 1);
  } else if (depth > 0 && Chance(15)) {
    out += LineEnd();
    Sequence(out, indent + static_cast<int>(Below(3)), depth - 1);
  } else if (Chance(10)) {
    out += Gap() + Properties() + BlockScalar(indent) + LineEnd();
  } else if (Chance(20)) {
    out += Gap() + Flow(2) + LineEnd();
  } else if (Chance(12)) {
    out += Gap() + Properties() + Quoted() + LineEnd();
  } else if (Chance(6)) {
    out += Gap() + "multi" + LineEnd() +
           std::string(static_cast<std::size_t>(indent) + Below(3), ' ') + "line" + LineEnd();
  } else {
    out += Gap() + Properties() + PlainValue() + LineEnd();
  }
}

void DocumentGenerator::Mapping(std::string& out, int indent, int depth) {
  for (std::size_t i = 1 + Below(4); i > 0; --i) {
    out += std::string(static_cast<std::size_t>(indent), ' ') + Key() + ":";
    Value(out, indent, depth);
  }
}

void DocumentGenerator::Sequence(std::string& out, int indent, int depth) {
  for (std::size_t i = 1 + Below(3); i > 0; --i) {
    out += std::string(static_cast<std::size_t>(indent), ' ') + "-";
    if (depth > 0 && Chance(20)) {
      out += Gap() + Key() + ":";
      Value(out, indent + 2, depth - 1);
    } else {
      Value(out, indent, depth);
    }
  }
}

void DocumentGenerator::Mutate(std::string& text) {
  for (std::size_t i = 1 + Below(3); i > 0 && !text.empty(); --i) {
    const std::size_t at = Below(text.size());
    switch (Below(4)) {
      case 0:
        text.erase(at, 1 + Below(3));
        break;
      case 1:
        text.insert(at, Pick(kDamage));
        break;
      case 2:
        text.replace(at, 1, Pick(kDamage));
        break;
      default:
        text.insert(Below(text.size()), text.substr(at, 1 + Below(8)));
    }
  }
}

std::string DocumentGenerator::Yaml() {
  std::string text;
  if (Chance(4))
    text += Pick<std::string>({"%YAML 1.2\n---\n", "%YAML 1.1\n---\n", "%YAML 2.0\n---\n",
                               "%FOO bar\n---\n", "%TAG !e! tag:yaml.org,2002:\n---\n",
                               "%YAML 1.3\n--- # c\n"});
  if (Chance(8))
    text += Pick<std::string>({"---\n", "\n", "# c\n", "--- # c\n", "\xEF\xBB\xBF", "---\n# c\n"});
  if (Chance(95)) {
    Mapping(text, Chance(95) ? 0 : 2, 3);
  } else {
    text += Chance(50) ? Flow(2) : PlainValue();
  }
  if (Chance(5))
    text += Pick<std::string>({"...\n", "---\n", "...\n# c\n", "---\nx: y\n", "...\nx: y\n"});
  if (Chance(20) && !text.empty()) text.pop_back();
  if (Chance(40)) Mutate(text);
  return text;
}

std::string DocumentGenerator::Legacy() {
  std::string text;
  for (std::size_t i = Below(9); i > 0; --i) {
    text += Pick<std::string>({"", " ", "\t", "# ", "- "});
    text += Chance(90) ? Pick(kKeys) : Pick(kScalars);
    text += Pick<std::string>({": ", ": ", ": ", ":", " : ", ":\t", ":  ", ""});
    text += PlainValue() + Pick<std::string>({"\n", "\n", "\r\n", "\r", " # c\n", "\t\n", ""});
  }
  if (Chance(40)) Mutate(text);
  return text;
}

std::vector<std::string> DocumentGenerator::Arguments() {
  static const std::vector<std::string> choices = {
      "-D",
      "-D",
      "-D",
      "--D",
      "D",
      "c",
      "-c",
      "--configDir",
      "-configDir",
      "configDir",
      "--",
      "-",
      "-Dk=v",
      "-Dk",
      "-Dk=",
      "-D=",
      "-D=x",
      "-D=a=b",
      "-D==v",
      "-Dk=v=w",
      "k=v",
      "k",
      "l=",
      "=v",
      "k=v=w",
      "\"k=v\"",
      "\"k\"=\"v\"",
      "\"\"",
      "-Dl=\"v\"",
      "-D k=v",
      "-Dk= v ",
      "host",
      "8081",
      "--host",
      "-x",
      "-x=1",
      "--configDir=/c",
      "-conf",
      "--conf",
      "-configDirXY",
      "-c=1",
      "-cx",
      "-Dconfig",
      "---D",
      "--Dk=v",
      "-1",
      "-1=2",
      "",
      "=",
      "--=x",
      "-=x",
      "/dir",
      "-D-D",
      "-DD=c",
      "-D\u00fc=\u00e9",
  };
  std::vector<std::string> arguments;
  for (std::size_t i = Below(7); i > 0; --i) arguments.push_back(Pick(choices));
  return arguments;
}

std::string DocumentGenerator::List() {
  std::string text;
  if (Chance(50)) {
    text = Flow(2);
  } else {
    for (std::size_t i = Below(5); i > 0; --i) {
      text += Pick<std::string>({"", "", " ", "\u3000", "\t"}) +
              (Chance(30) ? Quoted() : PlainValue()) +
              Pick<std::string>({";", ";", "; ", " ;", ""});
    }
  }
  if (Chance(30)) Mutate(text);
  return RepairUtf8(text);  // as every Java string is
}

}  // namespace flink_launcher
