/** How sheets asked for by an organisation above (填报任务) are stored. */

export type CollectionDocuments = object
