#pragma once
// Asks our resolver what real Flink is asked.

#include "resolver/release.h"
#include "tests/differential/resolver_case.h"

namespace flink_launcher {

/// Resolves `subject` as the launcher does: file by the release's traits, dynamic properties over
/// it.
OurAnswer RunResolver(const ResolverCase& subject, const Release& release);

}  // namespace flink_launcher
