package app.firstbell.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;

/// One resource of a synthesized template, after every intrinsic in it was resolved.
///
/// @param stack the stack's name
/// @param logicalId the id in the template
/// @param type as CloudFormation names it, for example `AWS::Lambda::Function`
/// @param properties resolved; an empty object when the template gives none
/// @param ref what `Ref` answers (table name, queue URL, API id, function name, …)
/// @param arn the resource's ARN, or `ref` where the type has none
public record Resource(
    String stack, String logicalId, String type, JsonNode properties, String ref, String arn) {}
