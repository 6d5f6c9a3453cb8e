export { campaignWorkflow } from './campaign';
export { stageWorkflow } from './stage';
export { rehearsalWorkflow } from './rehearsal';
export { messageDispatchWorkflow } from './messageDispatch';
