/** How floating members, lost contact and double registration (流动党员、失联、双报到) are stored. */

export type FloatingDocuments = object
