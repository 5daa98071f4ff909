// What the plugin adds to documents of others: data, which their owners check, give columns and validate.
import { readFileSync } from "node:fs";

import { fromJsonString } from "@bufbuild/protobuf";
import { ContributionSetSchema } from "business-m-sdk/businessm/regional/v1/contribution";

const file = new URL("../contributions.json", import.meta.url);

export const contributionSet = fromJsonString(ContributionSetSchema, readFileSync(file, "utf8"));
