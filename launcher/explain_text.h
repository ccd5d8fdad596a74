#pragma once
// `explain` as text for people: the picture, where each size is from, the container, the JVM flags
// with what they are made of, the dynamic properties, the options that had a say, and what deserves
// a word.

#include <string>

#include "launcher/text_style.h"
#include "resolver/memory_plan.h"

namespace flink_launcher {

std::string ExplainText(const MemoryPlan& plan, const TextStyle& style);

/// "TaskManager of Flink 2.3.0".
std::string PlanTitle(const MemoryPlan& plan);

/// Below a heading, "warning: PLACE: what" and its fix each; empty without any.
std::string RemarksText(const std::vector<Warning>& warnings, std::string_view kind,
                        const TextStyle& style);

/// A heading, with an empty line before it.
std::string HeadingText(std::string_view heading, const TextStyle& style);

}  // namespace flink_launcher
