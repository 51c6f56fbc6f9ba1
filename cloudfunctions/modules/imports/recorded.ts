import type { Member } from '../../platform/documents'
import { openText } from '../../platform/secrets'
import { moreOf } from '../../services/person'
import type { Recorded } from './compare'

/** A member as an import compares it; what is sealed is opened only where a row speaks of it. */
export const recordedOf = (member: Member): Recorded => ({
  id: member._id, version: member.version, archived: member.archived, name: member.name, standing: member.standing, sex: member.sex, ethnicity: member.ethnicity,
  birthday: member.birthday, education: member.education, joinedOn: member.joinedOn, fullOn: member.fullOn, job: member.job, studentNumber: member.studentNumber, className: member.className,
  ...moreOf(member), axes: member.axes,
  get phone() { return member.phone ? openText(member.phone) : null },
  get landline() { return member.landline ? openText(member.landline) : null },
  get address() { return member.address ? openText(member.address) : null },
  idHash: member.idHash, idTail: member.idTail, groupId: member.groupId, groupName: member.groupName,
})
