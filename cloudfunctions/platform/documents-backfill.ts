/** How sheets that come from above and are filled here (来表回填) are stored. */

export type BackfillDocuments = object
