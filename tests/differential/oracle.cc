#include "differential/oracle.h"

#include <boost/process.hpp>
#include <sstream>
#include <stdexcept>

namespace flink_launcher {
namespace {

namespace bp = boost::process;

std::string Hex(const std::string& text) {
  static constexpr char digits[] = "0123456789abcdef";
  if (text.empty()) return "-";
  std::string hex;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

std::string FromHex(const std::string& hex) {
  if (hex == "-") return "";
  std::string text;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    text += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return text;
}

std::string KindOf(const std::string& java_type) {
  if (java_type == "Integer" || java_type == "Long" || java_type == "BigInteger") return "integer";
  if (java_type == "Double") return "float";
  if (java_type == "Boolean") return "boolean";
  return "string";
}

}  // namespace

std::string Answer::Text() const {
  if (!accepted) return "rejected: " + message + "\n";
  std::string text;
  for (const Entry& entry : entries) {
    text += "'" + entry.key + "' " + entry.kind + " '" + entry.text + "'\n";
  }
  return text.empty() ? "(nothing)\n" : text;
}

struct Oracle::Process {
  bp::opstream in;
  bp::ipstream out;
  bp::child child;
};

Oracle::Oracle(const Options& options) : process_(std::make_unique<Process>()) {
  std::string class_path;
  for (const std::string& jar : options.class_path)
    class_path += (class_path.empty() ? "" : ":") + jar;
  std::vector<std::string> arguments = options.jvm_flags;
  arguments.insert(arguments.end(), {"-cp", class_path, options.source});
  const auto java = options.java.find('/') == std::string::npos
                        ? bp::search_path(options.java)
                        : boost::filesystem::path(options.java);
  process_->child =
      bp::child(java, bp::args(arguments), bp::std_in<process_->in, bp::std_out> process_->out);
}

Oracle::~Oracle() {
  process_->in.close();
  process_->in.pipe().close();
  process_->child.wait();
}

Answer Oracle::Yaml(const std::string& path) { return Ask("yaml " + path); }
Answer Oracle::Legacy(const std::string& path) { return Ask("legacy " + path); }
Answer Oracle::List(const std::string& text) { return Ask("list " + Hex(text)); }

Answer Oracle::Arguments(const std::vector<std::string>& arguments) {
  std::string request = "arguments";
  for (const std::string& argument : arguments) request += " " + Hex(argument);
  return Ask(request);
}

Answer Oracle::Ask(const std::string& request) {
  process_->in << request << std::endl;
  std::string line;
  if (!std::getline(process_->out, line)) throw std::runtime_error("the oracle ended");
  std::istringstream words(line);
  std::string verdict;
  std::string rest;
  words >> verdict >> rest;
  Answer answer;
  answer.accepted = verdict == "ok";
  if (!answer.accepted) {
    answer.message = FromHex(rest);
    return answer;
  }
  for (int i = std::stoi(rest); i > 0; --i) {
    if (!std::getline(process_->out, line)) throw std::runtime_error("the oracle ended");
    std::istringstream entry(line);
    std::string key;
    std::string type;
    std::string text;
    entry >> key >> type >> text;
    answer.entries.push_back({FromHex(key), KindOf(type), FromHex(text)});
  }
  return answer;
}

}  // namespace flink_launcher
