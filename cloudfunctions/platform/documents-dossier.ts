/** How the dossier (电子档案) is stored: events of a person, papers of the file, applicants. */
import type { PersonEvent } from './documents-person'

export interface DossierDocuments {
  person_events: PersonEvent
}
