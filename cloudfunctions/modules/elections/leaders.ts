export { othersWhoLead } from '../../services/balloting/leaders'
