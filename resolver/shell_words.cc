#include "resolver/shell_words.h"

#include <cstddef>
#include <utility>

namespace flink_launcher {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsNamePart(char c) { return IsNameStart(c) || IsDigit(c); }

/// Nesting of ${A:-${B:-...}}; deeper is refused rather than trusted to the stack.
constexpr int kMaxDepth = 32;

class Splitter {
 public:
  Splitter(std::string_view text, const VariableLookup& lookup, const Origin& origin,
           const std::string& key)
      : text_(text), lookup_(lookup), origin_(origin), key_(key) {}

  Result<std::vector<std::string>> Split() {
    while (!failure_ && !AtEnd()) Unquoted();
    if (failure_) return *std::move(failure_);
    EndWord();
    return std::move(words_);
  }

 private:
  bool AtEnd() const { return at_ >= text_.size(); }
  char Peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void Add(char c) {
    word_ += c;
    in_word_ = true;
  }
  void EndWord() {
    if (in_word_) words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }
  /// Adds the result of an unquoted expansion, which is split at blanks.
  void AddSplit(std::string_view value) {
    for (const char c : value) {
      if (IsBlank(c)) {
        EndWord();
      } else {
        Add(c);
      }
    }
  }

  /// One character or construct outside quotes.
  void Unquoted() {
    const char c = Peek();
    if (IsBlank(c)) {
      ++at_;
      EndWord();
    } else if (c == '\'') {
      SingleQuoted();
    } else if (c == '"') {
      DoubleQuoted();
    } else if (c == '\\') {
      UnquotedBackslash();
    } else if (c == '$') {
      Dollar(/*quoted=*/false);
    } else if (c == '`') {
      Refuse("a command in backquotes", "`...`");
    } else {
      Add(c);
      ++at_;
    }
  }

  void UnquotedBackslash() {
    ++at_;
    if (AtEnd()) {
      Add('\\');  // as the shells do
    } else if (Peek() == '\n') {
      ++at_;  // a continued line
    } else {
      Add(text_[at_++]);
    }
  }

  void SingleQuoted() {
    const std::size_t close = text_.find('\'', at_ + 1);
    if (close == std::string_view::npos) {
      Unterminated("a single quote", "add the closing ' or write \\' for an apostrophe");
      return;
    }
    word_ += text_.substr(at_ + 1, close - at_ - 1);
    in_word_ = true;
    at_ = close + 1;
  }

  void DoubleQuoted() {
    const std::size_t open = at_++;
    in_word_ = true;
    while (!failure_) {
      if (AtEnd()) {
        at_ = open;
        Unterminated("a double quote", "add the closing \" or write \\\" for the character");
        return;
      }
      if (Peek() == '"') {
        ++at_;
        return;
      }
      InsideDoubleQuotes();
    }
  }

  /// One character or construct inside double quotes.
  void InsideDoubleQuotes() {
    const char c = Peek();
    if (c == '\\') {
      const char next = Peek(1);
      if (next == '\n') {
        at_ += 2;
      } else if (next == '$' || next == '`' || next == '"' || next == '\\') {
        Add(next);
        at_ += 2;
      } else {
        Add('\\');
        ++at_;
      }
    } else if (c == '$') {
      Dollar(/*quoted=*/true);
    } else if (c == '`') {
      Refuse("a command in backquotes", "`...`");
    } else {
      Add(c);
      ++at_;
    }
  }

  void Dollar(bool quoted) {
    const char next = Peek(1);
    if (IsNameStart(next)) {
      ++at_;
      Expand(Name(), quoted);
    } else if (next == '{') {
      Braces(quoted);
    } else if (next == '(') {
      Refuse(Peek(2) == '(' ? "arithmetic" : "a command", Peek(2) == '(' ? "$((...))" : "$(...)");
    } else if (next != '\0' && (IsDigit(next) ||
                                std::string_view("@*#?$!-").find(next) != std::string_view::npos)) {
      Refuse("a shell parameter", std::string("$") + next);
    } else if (!quoted && (next == '\'' || next == '"')) {
      Refuse("a quote of bash's own", std::string("$") + next + "..." + next);
    } else {
      Add('$');
      ++at_;
    }
  }

  std::string_view Name() {
    const std::size_t start = at_;
    while (!AtEnd() && IsNamePart(Peek())) ++at_;
    return text_.substr(start, at_ - start);
  }

  void Expand(std::string_view name, bool quoted) {
    const std::string value = lookup_(name).value_or("");
    if (quoted) {
      word_ += value;
    } else {
      AddSplit(value);
    }
  }

  /// ${NAME} and ${NAME:-default}; `at_` stands on the "$".
  void Braces(bool quoted) {
    const std::size_t open = at_;
    at_ += 2;
    const std::string_view name = IsNameStart(Peek()) ? Name() : std::string_view();
    if (!name.empty() && Peek() == '}') {
      ++at_;
      Expand(name, quoted);
      return;
    }
    if (name.empty() || Peek() != ':' || Peek(1) != '-') {
      const bool closed = text_.find('}', at_) != std::string_view::npos;
      at_ = open;
      if (closed) {
        Refuse("a parameter form", ThroughBrace());
      } else {
        Unterminated("\"${\"", "add the closing } or write \\$ for the character");
      }
      return;
    }
    at_ += 2;
    Default(name, open, quoted);
  }

  /// The default of ${NAME:-default}, read also where it is not used: it may hold quotes and
  /// further expansions, and its end must be found.
  void Default(std::string_view name, std::size_t open, bool quoted) {
    if (++depth_ > kMaxDepth) {
      Refuse("a default nested too deeply", "${...}");
      return;
    }
    const std::optional<std::string> value = lookup_(name);
    const bool used = !value || value->empty();
    Splitter inner(text_, lookup_, origin_, key_);
    inner.at_ = at_;
    inner.depth_ = depth_;
    inner.word_ = word_;
    inner.in_word_ = in_word_;
    while (!inner.failure_ && !inner.AtEnd() && inner.Peek() != '}') {
      if (quoted && inner.Peek() != '"') {
        inner.InsideDoubleQuotes();
      } else {
        inner.Unquoted();
      }
    }
    at_ = inner.at_;
    --depth_;
    if (inner.failure_) {
      failure_ = std::move(inner.failure_);
    } else if (AtEnd()) {
      at_ = open;
      Unterminated("\"${\"", "add the closing } or write \\$ for the character");
    } else {
      ++at_;
      if (used) {
        Take(std::move(inner));
      } else {
        Expand(name, quoted);
      }
    }
  }

  void Take(Splitter inner) {
    for (std::string& word : inner.words_) words_.push_back(std::move(word));
    word_ = std::move(inner.word_);
    in_word_ = inner.in_word_;
  }

  std::string ThroughBrace() const {
    return std::string(text_.substr(at_, text_.find('}', at_) - at_ + 1));
  }

  void Refuse(const std::string& what, const std::string& form) {
    failure_ = Error{.code = ErrorCode::kConfig,
                     .what = key_ + " holds " + what + ": " + form,
                     .where = origin_,
                     .why = "flink-launcher never runs a shell; in " + key_ +
                            " it expands $NAME, ${NAME} and ${NAME:-default} only",
                     .fix =
                         "write the result itself, set an environment variable to it before the "
                         "start, or put '...' around the text if it is meant literally",
                     .keys = {key_}};
  }

  void Unterminated(const std::string& what, const std::string& fix) {
    failure_ = Error{.code = ErrorCode::kConfig,
                     .what = key_ + " holds " + what + " that is not closed",
                     .where = origin_,
                     .why = "it opens here: " + std::string(text_.substr(at_, 40)),
                     .fix = fix,
                     .keys = {key_}};
  }

  std::string_view text_;
  const VariableLookup& lookup_;
  const Origin& origin_;
  const std::string& key_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::string word_;
  bool in_word_ = false;
  std::vector<std::string> words_;
  std::optional<Error> failure_;
};

}  // namespace

Result<std::vector<std::string>> SplitShellWords(std::string_view text,
                                                 const VariableLookup& lookup, const Origin& origin,
                                                 const std::string& key) {
  return Splitter(text, lookup, origin, key).Split();
}

std::string QuoteForShell(std::string_view word) {
  const auto safe = [](char c) {
    return IsNamePart(c) || std::string_view("@%+=:,./-").find(c) != std::string_view::npos;
  };
  bool bare = !word.empty();
  for (const char c : word) bare = bare && safe(c);
  if (bare) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace flink_launcher
