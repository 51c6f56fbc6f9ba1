/** How the graduation season and the handover of a post (毕业季、工作交接) are stored. */

export type SeasonDocuments = object
