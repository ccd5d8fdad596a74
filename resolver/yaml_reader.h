#pragma once
// YamlReader: the characters of a YAML text with a position, and the errors that name one. It
// counts lines and columns as snakeyaml-engine's StreamReader does, since indentation depends on
// it.

#include <cstddef>
#include <string>
#include <string_view>

#include "resolver/result.h"

namespace flink_launcher {

/// A place in a text. Line and column count from 0, as Flink's parser counts.
struct YamlMark {
  std::size_t index = 0;
  int line = 0;
  int column = 0;
};

/// An error at a place of `text`: `why` ends with the line and a caret.
Error YamlErrorAt(std::string what, std::string why, std::string fix, std::string_view text,
                  const std::string& path, const YamlMark& mark);

/// Appends `c` to UTF-8 text as Java appends to a String: the halves of a surrogate pair join.
void AppendJavaCharacter(std::string& text, char32_t c);

class YamlReader {
 public:
  /// Takes UTF-8 text. Characters that YAML does not allow are found by CheckCharacters.
  explicit YamlReader(std::string_view text);

  /// Fails with kConfig on control characters and above 3 MiB characters (StreamReader, and
  /// LoadSettings.codePointLimit).
  static Result<void> CheckCharacters(std::string_view text, const std::string& path);

  /// The character `ahead` of the position; 0 behind the end.
  char32_t Peek(std::size_t ahead = 0) const {
    return mark_.index + ahead < characters_.size() ? characters_[mark_.index + ahead] : 0;
  }
  bool StartsWith(std::u32string_view text) const {
    return std::u32string_view(characters_).substr(mark_.index).starts_with(text);
  }
  void Forward(std::size_t count = 1);
  /// Moves to the next line end, or to the end.
  void ForwardToLineEnd();
  /// The next `count` characters, none of which is a line end, as UTF-8; moves behind them.
  std::string Take(std::size_t count);
  /// Reads a line end, if one is here: "\n" for most, itself for U+2028 and U+2029; else "".
  std::string TakeLineBreak();

  const YamlMark& Mark() const { return mark_; }
  int Column() const { return mark_.column; }

 private:
  std::u32string characters_;
  YamlMark mark_;
};

}  // namespace flink_launcher
