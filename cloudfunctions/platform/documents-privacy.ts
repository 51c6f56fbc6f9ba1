/** How who looked at sensitive items, corrections asked for, and the rotation of keys are stored. */

export type PrivacyDocuments = object
