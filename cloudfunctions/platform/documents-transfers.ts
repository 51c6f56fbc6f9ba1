/** How transfers of the organisational relation (组织关系转接) are stored. */

export type TransferDocuments = object
