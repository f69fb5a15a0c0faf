//! The fields that each kind of thing is known to have. One that is not here is told: it may be
//! what somebody misses.

use super::kind::{Kind, Object};

/// Whether a field of a thing is known, read or left alone on purpose.
fn is_known(kind: Kind, field: &str) -> bool {
    let list = match kind {
        // A project says of dozens of products whether it has them: `hasReplays`.
        Kind::Project if field.starts_with("has") || field.starts_with("is") => return true,
        Kind::Project => PROJECT,
        Kind::Team => TEAM,
        Kind::Ownership => OWNERSHIP,
        Kind::Codeowners => CODEOWNERS,
        Kind::Mapping => MAPPING,
        Kind::Repository => REPOSITORY,
        Kind::Rule => RULE,
        Kind::Workflow => WORKFLOW,
        Kind::Monitor => MONITOR,
        Kind::Metric => METRIC,
        Kind::Organization | Kind::Unused(_) => return true,
    };
    list.split_whitespace().any(|known| known == field)
}

/// The fields of an object that its kind is not known to have.
pub fn unknown(kind: Kind, object: &Object) -> impl Iterator<Item = &str> {
    object.keys().map(String::as_str).filter(move |field| !is_known(kind, field))
}

const PROJECT: &str = "id slug name platform platforms dateCreated features firstEvent \
    firstTransactionEvent access team teams eventProcessing environments latestRelease latestDeploys \
    stats transactionStats sessionStats avatar color status organization options \
    digestsMinDelay digestsMaxDelay subscribed defaultEnvironment allowedDomains \
    resolveAge dataScrubber dataScrubberDefaults safeFields sensitiveFields \
    storeCrashReports subjectPrefix subjectTemplate securityToken securityTokenHeader \
    verifySSL scrubIPAddresses scrapeJavaScript highlightTags highlightContext highlightPreset \
    groupingConfig groupingEnhancements derivedGroupingEnhancements groupingAutoUpdate \
    secondaryGroupingConfig secondaryGroupingExpiry fingerprintingRules relayPiiConfig \
    relayCustomMetricCardinalityLimit builtinSymbolSources symbolSources dynamicSamplingBiases \
    dynamicSamplingMinimumSampleRate plugins processingIssues symbolSources \
    recapServerUrl recapServerToken autofixAutomationTuning seerScannerAutomation \
    scmSourceContextEnabled tempestFetchScreenshots tempestFetchDumps targetSampleRate \
    debugFilesRole uptimeAutodetection performanceIssueCreationRate \
    performanceIssueCreationThroughPlatform performanceIssueSendToPlatform \
    preprodSizeStatusChecksEnabled preprodSizeStatusChecksRules preprodSizeEnabledQuery \
    preprodDistributionEnabledQuery preprodDistributionPrCommentsEnabledByCustomer";

const TEAM: &str = "id slug name dateCreated isMember teamRole flags access hasAccess isPending \
    memberCount avatar externalTeams organization projects";

const OWNERSHIP: &str = "raw fallthrough dateCreated lastUpdated isActive autoAssignment \
    codeownersAutoSync schema";

const CODEOWNERS: &str = "id raw dateCreated dateUpdated dateSynced codeMappingId provider \
    codeMapping codeOwnersUrl ownershipSyntax errors schema";

const MAPPING: &str = "id projectId projectSlug repoId repoName integrationId provider stackRoot \
    sourceRoot defaultBranch automaticallyGenerated";

const REPOSITORY: &str = "id name url provider status dateCreated integrationId externalSlug \
    externalId settings";

const RULE: &str = "id conditions filters actions actionMatch filterMatch frequency name \
    dateCreated owner createdBy environment projects status lastTriggered snooze \
    snoozeCreatedBy snoozeForEveryone disableReason disableDate errors";

const WORKFLOW: &str = "id name organizationId createdBy dateCreated dateUpdated triggers \
    actionFilters environment config detectorIds enabled lastTriggered owner status";

const MONITOR: &str = "id projectId name description type workflowIds owner createdBy dateCreated \
    dateUpdated dataSources conditionGroup config enabled latestGroup openIssues alertRuleId \
    ruleId";

const METRIC: &str = "id name organizationId queryType dataset query aggregate thresholdType \
    resolveThreshold timeWindow environment triggers projects owner originalAlertRuleId \
    comparisonDelta dateModified dateCreated createdBy status activations \
    eventTypes extrapolationMode monitorType detectionType sensitivity seasonality snooze \
    snoozeCreatedBy snoozeForEveryone latestIncident errors description excludedProjects \
    includeAllProjects thresholdPeriod activationCondition weeklyAvg totalThisWeek";
