#include "resolver/origin.h"

namespace flink_launcher {

std::string Origin::Text() const {
  if (kind == Kind::kDefault) return "default of " + name;
  std::string text = name;
  if (line > 0) text += ":" + std::to_string(line);
  if (line > 0 && column > 0) text += ":" + std::to_string(column);
  return text;
}

std::string Origin::ShortText() const {
  if (kind != Kind::kFile) return Text();
  Origin shortened = *this;
  shortened.column = 0;
  const auto slash = name.rfind('/');
  if (slash != std::string::npos) shortened.name = name.substr(slash + 1);
  return shortened.Text();
}

}  // namespace flink_launcher
