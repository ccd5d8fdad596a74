#include "launcher/completion.h"

#include <string_view>
#include <vector>

#include "launcher/actions.h"
#include "launcher/cli.h"
#include "launcher/help.h"
#include "launcher/launcher_options.h"
#include "launcher/roles.h"
#include "resolver/options.h"

namespace flink_launcher {
namespace {

/// What an option's value may be, by its name in the table.
enum class ValueKind { kNone, kChoice, kFolder, kFile, kKey, kKeyValue, kOther };

ValueKind KindOf(const LauncherOption& option) {
  if (option.argument.empty()) return ValueKind::kNone;
  if (!option.choices.empty()) return ValueKind::kChoice;
  if (option.argument == "DIR") return ValueKind::kFolder;
  if (option.argument == "FILE" || option.argument == "PATH") return ValueKind::kFile;
  if (option.argument == "KEY") return ValueKind::kKey;
  if (option.argument == "KEY=VALUE") return ValueKind::kKeyValue;
  return ValueKind::kOther;
}

/// "a|b" as "a b".
std::string ChoicesOf(const LauncherOption& option) {
  std::string words(option.choices);
  for (char& c : words) {
    if (c == '|') c = ' ';
  }
  return words;
}

/// In single quotes, as bash and zsh read them.
std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string OptionWords(OptionScope scope) {
  std::string words;
  for (const LauncherOption& option : LauncherOptions()) {
    if (option.scope != scope) continue;
    words += (words.empty() ? "--" : " --") + std::string(option.name);
    if (option.letter != 0) words += std::string(" -") + option.letter;
  }
  return words;
}

std::string MemoryKeys() {
  std::string words;
  for (const Option& option : Options()) {
    words += (words.empty() ? "" : " ") + std::string(option.key);
  }
  return words;
}

std::string RoleAndCommandWords() {
  std::string words;
  for (const Role& role : Roles()) words += std::string(role.name) + " ";
  for (const CommandWord& command : kCommandWords) words += std::string(command.name) + " ";
  return words + "--help --version";
}

std::string ActionWords() {
  std::string words;
  for (const Action& action : Actions()) {
    words += (words.empty() ? "" : " ") + std::string(action.name);
  }
  return words;
}

std::string RoleWords(std::string_view separator) {
  std::string words;
  for (const Role& role : Roles()) {
    if (role.actions.empty()) continue;
    words += (words.empty() ? "" : std::string(separator)) + std::string(role.name);
  }
  return words;
}

std::string TopicWords() {
  std::string words;
  for (const std::string_view topic : HelpTopics()) {
    words += (words.empty() ? "" : " ") + std::string(topic);
  }
  return words;
}

/// "    --name)" and what bash completes after it.
std::string BashValueCase(const LauncherOption& option) {
  std::string reply;
  switch (KindOf(option)) {
    case ValueKind::kNone:
      return "";
    case ValueKind::kChoice:
      reply = "compgen -W " + Quoted(ChoicesOf(option));
      break;
    case ValueKind::kFolder:
      reply = "compgen -d";
      break;
    case ValueKind::kFile:
      reply = "compgen -f";
      break;
    case ValueKind::kKey:
      reply = "compgen -W \"$keys\"";
      break;
    case ValueKind::kKeyValue:
      reply = "compgen -S = -W \"$keys\"";
      break;
    case ValueKind::kOther:
      reply = "true";
      break;
  }
  return "    --" + std::string(option.name) + ") mapfile -t COMPREPLY < <(" + reply +
         (reply == "true" ? "" : " -- \"$current\"") + "); return ;;\n";
}

/// The ':' that separates a word from its description in zsh.
std::string ZshDescribed(std::string_view word, std::string_view what) {
  std::string text;
  for (const char c : word) text += c == ':' ? std::string("\\:") : std::string(1, c);
  return Quoted(text + ":" + std::string(what));
}

std::string ZshOptions(OptionScope scope) {
  std::string words;
  for (const LauncherOption& option : LauncherOptions()) {
    if (option.scope != scope) continue;
    words += "  " + ZshDescribed("--" + std::string(option.name), option.help) + "\n";
    if (option.letter != 0) {
      words += "  " + ZshDescribed(std::string("-") + option.letter, option.help) + "\n";
    }
  }
  return words;
}

std::string ZshValueCase(const LauncherOption& option) {
  std::string reply;
  switch (KindOf(option)) {
    case ValueKind::kNone:
      return "";
    case ValueKind::kChoice:
      reply = "compadd -- " + ChoicesOf(option);
      break;
    case ValueKind::kFolder:
      reply = "_files -/";
      break;
    case ValueKind::kFile:
      reply = "_files";
      break;
    case ValueKind::kKey:
      reply = "compadd -- $keys";
      break;
    case ValueKind::kKeyValue:
      reply = "compadd -S = -- $keys";
      break;
    case ValueKind::kOther:
      reply = "_message " + Quoted(option.argument);
      break;
  }
  return "  --" + std::string(option.name) + ") " + reply + "; return ;;\n";
}

std::string FishQuoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string FishOption(const LauncherOption& option) {
  std::string line = "complete -c flink-launcher";
  if (option.scope == OptionScope::kExplain) line += " -n '__fish_seen_subcommand_from explain'";
  line += " -l " + std::string(option.name);
  if (option.letter != 0) line += std::string(" -s ") + option.letter;
  switch (KindOf(option)) {
    case ValueKind::kNone:
      break;
    case ValueKind::kChoice:
      line += " -x -a " + FishQuoted(ChoicesOf(option));
      break;
    case ValueKind::kFolder:
      line += " -x -a '(__fish_complete_directories)'";
      break;
    case ValueKind::kFile:
      line += " -r -F";
      break;
    case ValueKind::kKey:
      line += " -x -a \"$__flink_launcher_keys\"";
      break;
    case ValueKind::kKeyValue:
      line += " -x -a '(printf \"%s=\\n\" $__flink_launcher_keys)'";
      break;
    case ValueKind::kOther:
      line += " -x";
      break;
  }
  return line + " -d " + FishQuoted(option.help) + "\n";
}

std::string FishWord(std::string_view condition, std::string_view word, std::string_view what) {
  return "complete -c flink-launcher -n '" + std::string(condition) + "' -f -a " +
         std::string(word) + (what.empty() ? "" : " -d " + FishQuoted(what)) + "\n";
}

}  // namespace

std::string BashCompletion() {
  std::string text =
      "# bash completion for flink-launcher; generated by 'flink-launcher help completion-bash'\n"
      "_flink_launcher() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} word\n"
      "  local explain=0 words\n"
      "  local keys=" +
      Quoted(MemoryKeys()) +
      "\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    if [[ $word == explain ]]; then explain=1; fi\n"
      "  done\n"
      "  case $previous in\n";
  for (const LauncherOption& option : LauncherOptions()) text += BashValueCase(option);
  text +=
      "    -D) mapfile -t COMPREPLY < <(compgen -S = -W \"$keys\" -- \"$current\"); return ;;\n"
      "    help) mapfile -t COMPREPLY < <(compgen -W " +
      Quoted(TopicWords()) +
      " -- \"$current\"); return ;;\n"
      "    " +
      RoleWords(" | ") +
      ")\n"
      "      if [[ $explain == 0 && $current != -* ]]; then\n"
      "        mapfile -t COMPREPLY < <(compgen -W " +
      Quoted(ActionWords()) +
      " -- \"$current\")\n"
      "        return\n"
      "      fi ;;\n"
      "  esac\n"
      "  words=" +
      Quoted(RoleAndCommandWords()) +
      "\n"
      "  if [[ $current == -* ]]; then words=" +
      Quoted(OptionWords(OptionScope::kAnywhere)) +
      "; fi\n"
      "  if [[ $current == -* && $explain == 1 ]]; then words+=" +
      Quoted(" " + OptionWords(OptionScope::kExplain)) +
      "; fi\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
      "}\n"
      "complete -o default -F _flink_launcher flink-launcher\n";
  return text;
}

std::string ZshCompletion() {
  std::string text =
      "#compdef flink-launcher\n"
      "# zsh completion for flink-launcher; generated by 'flink-launcher help completion-zsh'\n"
      "local -a options explain_options names keys\n"
      "keys=(" +
      MemoryKeys() +
      ")\n"
      "options=(\n" +
      ZshOptions(OptionScope::kAnywhere) +
      ")\n"
      "explain_options=(\n" +
      ZshOptions(OptionScope::kExplain) +
      ")\n"
      "names=(\n";
  for (const Role& role : Roles()) text += "  " + ZshDescribed(role.name, role.what) + "\n";
  for (const CommandWord& command : kCommandWords) {
    text += "  " + ZshDescribed(command.name, command.what) + "\n";
  }
  text += ")\ncase $words[CURRENT-1] in\n";
  for (const LauncherOption& option : LauncherOptions()) text += ZshValueCase(option);
  return text +
         "  -D) compadd -S = -- $keys; return ;;\n"
         "  help) compadd -- " +
         TopicWords() +
         "; return ;;\n"
         "  " +
         RoleWords("|") + ") [[ $words[CURRENT] == -* ]] || { compadd -- " + ActionWords() +
         "; return } ;;\n"
         "esac\n"
         "if [[ $words[CURRENT] != -* ]]; then\n"
         "  _describe role names\n"
         "  return\n"
         "fi\n"
         "if (( ${words[(I)explain]} )); then options+=($explain_options); fi\n"
         "_describe -o option options\n";
}

std::string FishCompletion() {
  std::string text =
      "# fish completion for flink-launcher; generated by 'flink-launcher help completion-fish'\n"
      "set -g __flink_launcher_keys " +
      MemoryKeys() + "\n";
  for (const Role& role : Roles()) {
    // Also after `explain`, which a role follows.
    text += FishWord("not __fish_seen_subcommand_from help", role.name, role.what);
  }
  for (const CommandWord& command : kCommandWords) {
    text += FishWord("__fish_use_subcommand", command.name, command.what);
  }
  for (const Action& action : Actions()) {
    text += FishWord("__fish_seen_subcommand_from " + RoleWords(" "), action.name, action.what);
  }
  for (const std::string_view topic : HelpTopics()) {
    text += FishWord("__fish_seen_subcommand_from help", topic, "");
  }
  for (const LauncherOption& option : LauncherOptions()) text += FishOption(option);
  return text;
}

}  // namespace flink_launcher
