#pragma once
// Scalars of YAML's core schema as snakeyaml-engine 2.6 resolves and constructs them, and the Java
// text of the result. Pure functions of text.

#include <optional>
#include <string>
#include <string_view>

#include "resolver/yaml_node.h"

namespace flink_launcher {

enum class ScalarTag { kString, kBoolean, kInteger, kFloat, kNull, kVariable };

/// What a plain scalar is (CoreScalarResolver). kVariable is "${NAME}" and its kin, which Flink
/// leaves as a string.
ScalarTag ResolvePlainScalar(std::string_view text);

struct TypedScalar {
  JavaType type = JavaType::kNull;
  std::string text;  // String.valueOf
};

/// ConstructYamlCoreInt; nullopt where it throws. Octal and hexadecimal numbers of more than 4096
/// digits are refused too.
std::optional<TypedScalar> ConstructInteger(std::string_view text);
/// ConstructYamlCoreFloat; nullopt where it throws (as it does for "+.inf").
std::optional<TypedScalar> ConstructFloat(std::string_view text);
/// ConstructYamlCoreBool: null, without an error, for anything but "true" and "false" in any case.
TypedScalar ConstructBoolean(std::string_view text);

}  // namespace flink_launcher
